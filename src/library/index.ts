export { LibraryError } from './library-error.ts';
export type { LibraryErrorCode } from './library-error.ts';
export type { FileProblem, Library, UnspokenText } from './library.ts';
export { loadLibrary } from './load-library.ts';
export type { LibraryOptions } from './load-library.ts';
export { speechPerformer } from './speech-performer.ts';
export type { PerformSpeech } from './speech-performer.ts';
export { unspokenTextBy } from './unspoken-text.ts';
