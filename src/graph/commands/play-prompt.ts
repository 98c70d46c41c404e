import { mediaInfo } from './command-wire.ts';
import type { BodyOf } from './command-wire.ts';

export const playPrompt: BodyOf<'playPrompt'> = ({ operation, clips }, _call, addresses) => ({
  clientContext: operation,
  prompts: clips.map((clip) => ({
    '@odata.type': '#microsoft.graph.mediaPrompt',
    mediaInfo: { '@odata.type': '#microsoft.graph.mediaInfo', ...mediaInfo(clip, addresses) },
  })),
});
