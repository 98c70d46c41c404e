import * as z from 'zod';
import { optionalType, requiredType } from './primitives.ts';

/** Most prompts of one playPrompt (call-playprompt). */
export const promptLimit = 20;

/** A file that Graph fetches. `resourceId` is the key of its cache: change it when the content changes. */
const mediaInfo = z.strictObject({
  '@odata.type': optionalType('mediaInfo'),
  uri: z.string().refine(isWebAddress, 'must be an absolute http or https URI'),
  resourceId: z.string().exactOptional(),
});

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}

/** A prompt; its declared type is abstract, so the type has to be sent. */
export const mediaPrompt = z.strictObject({
  '@odata.type': requiredType('mediaPrompt'),
  mediaInfo,
});

const serviceHostedMediaConfig = z.strictObject({
  '@odata.type': requiredType('serviceHostedMediaConfig'),
  preFetchMedia: z.array(mediaInfo).exactOptional(),
});

const appHostedMediaConfig = z.strictObject({
  '@odata.type': requiredType('appHostedMediaConfig'),
  blob: z.string().min(1),
  removeFromDefaultAudioGroup: z.boolean().exactOptional(),
});

/** Who processes the call's media; the declared type is abstract, so the type has to be sent. */
export const mediaConfig = z.discriminatedUnion('@odata.type', [
  serviceHostedMediaConfig,
  appHostedMediaConfig,
]);

/** What a call carries, as we ask for it. */
export const modality = z.enum(['audio', 'video', 'videoBasedScreenSharing', 'data']);
