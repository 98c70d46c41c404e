import { mediaInfo } from './command-wire.ts';
import type { BodyOf } from './command-wire.ts';

export const recordResponse: BodyOf<'recordResponse'> = (command, _call, addresses) => ({
  clientContext: command.operation,
  ...(command.clips.length === 0
    ? {}
    : {
        prompts: command.clips.map((clip) => ({
          '@odata.type': '#microsoft.graph.mediaPrompt',
          mediaInfo: { '@odata.type': '#microsoft.graph.mediaInfo', ...mediaInfo(clip, addresses) },
        })),
      }),
  maxRecordDurationInSeconds: seconds(command.maxDuration),
  initialSilenceTimeoutInSeconds: seconds(command.initialSilence),
  maxSilenceTimeoutInSeconds: seconds(command.endSilence),
  playBeep: command.beep,
  stopTones: [...command.terminators],
});

/** Graph takes whole seconds: a part of one counts as one. */
const seconds = (length: number): number => Math.max(1, Math.ceil(length / 1_000));
