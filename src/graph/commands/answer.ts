import { callbackUri } from '../callback-address.ts';
import { mediaInfo } from './command-wire.ts';
import type { BodyOf } from './command-wire.ts';

export const answer: BodyOf<'answer'> = ({ prefetch }, call, addresses) => ({
  callbackUri: callbackUri(call, addresses),
  acceptedModalities: ['audio'],
  mediaConfig: {
    '@odata.type': '#microsoft.graph.serviceHostedMediaConfig',
    ...(prefetch.length === 0 ? {} : { preFetchMedia: prefetch.map((clip) => mediaInfo(clip, addresses)) }),
  },
});
