export type LibraryErrorCode = 'FLOWS-FOLDER-MISSING' | 'FLOWS-MISSING' | 'ROUTES-MISSING' | 'ROUTES-INVALID';

/** The flows folder cannot be used at all: no call could be taken. `path` is the folder or file at fault. */
export class LibraryError extends Error {
  override readonly name = 'LibraryError';
  readonly code: LibraryErrorCode;
  readonly path: string;

  constructor(code: LibraryErrorCode, path: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.path = path;
  }
}
