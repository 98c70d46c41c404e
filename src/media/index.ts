export { addAudioFile } from './audio-file.ts';
export type { AudioFile } from './audio-file.ts';
export { estimatedLength, silence, standInTone } from './generated-audio.ts';
export { createMediaCatalogue } from './media-catalogue.ts';
export type { AddedMedia, FoundMedia, MediaCatalogue, ReadMedia } from './media-catalogue.ts';
export { serveMedia } from './serve-media.ts';
export type { MediaRequest, MediaResponse } from './serve-media.ts';
export { readWav, writeWav } from './wav.ts';
export type { WavRead } from './wav.ts';
