/** A file by its path, and as it was named. */
export interface NamedFile {
  readonly path: string;
  readonly name: string;
}

export interface SimulateOptions {
  readonly flow: string;
  readonly folder: string;
  /** ISO 8601 with an offset. */
  readonly at: string;
  readonly from?: string | undefined;
  readonly settings: ReadonlyMap<string, string>;
  readonly mocks: NamedFile | null;
  readonly save: NamedFile | null;
  readonly name?: string | undefined;
  readonly fast: boolean;
  readonly speak: boolean;
}
