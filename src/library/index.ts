/** The door of the flows and routes of a folder: loaded for calls, checked, and their audio surveyed and rendered. */
export { surveyAudio } from './audio-survey.ts';
export type { AudioSurvey, SurveyedAudio } from './audio-survey.ts';
export { besideFlow } from './beside-flow.ts';
export { boundFlows, findFlowFile } from './bound-flows.ts';
export { checkFiles } from './check-files.ts';
export type { CheckedFile } from './check-files.ts';
export { LibraryError } from './library-error.ts';
export type { LibraryErrorCode } from './library-error.ts';
export type { FileProblem, Library, UnspokenText } from './library.ts';
export { loadLibrary } from './load-library.ts';
export type { LibraryOptions } from './load-library.ts';
export { rehearsalFlows } from './rehearsal-flows.ts';
export type { RehearsalFlow, RehearsalFlows } from './rehearsal-flows.ts';
export { builtInFlow } from './rejection-flow.ts';
export { renderAudio } from './render-audio.ts';
export { MomentError, speechPerformer, utteranceOf } from './speech-performer.ts';
export type { PerformSpeech } from './speech-performer.ts';
export { unspokenTextBy } from './unspoken-text.ts';
