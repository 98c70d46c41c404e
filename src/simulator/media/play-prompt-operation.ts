import type { RequestOf } from '../../operations/index.ts';
import { cancelled } from './media-operation.ts';
import type { MediaOperation, MediaOutcome, MediaPorts } from './media-operation.ts';
import { PromptPlayer } from './prompt-player.ts';

/** A playPrompt in the media queue. Its completionReason is told to users of beta only (resource playPromptOperation). */
export function playPromptOperation(
  ports: MediaPorts,
  id: string,
  request: RequestOf<'playPrompt'>,
  beta: boolean,
): MediaOperation {
  const clientContext = request.clientContext ?? null;
  const media = request.prompts.map(({ mediaInfo }) => mediaInfo);
  const player = new PromptPlayer(ports, {
    operation: id,
    clientContext,
    media,
    loop: request.loop ?? false,
  });
  const reason = (completionReason: string) => (beta ? { completionReason } : {});
  const completed: MediaOutcome = {
    succeeded: true,
    result: { code: 200, subcode: 0 },
    message: 'Action completed successfully.',
    members: reason('completedSuccessfully'),
  };
  return {
    id,
    kind: 'playPrompt',
    clientContext,
    wireType: 'playPromptOperation',
    start: (finish) =>
      player.start((failure) => {
        if (failure === null) {
          finish(completed);
          return;
        }
        const { judgement: result, message } = failure;
        finish({ succeeded: false, result, message, members: reason('unknown') });
      }),
    stop: (wasCancelled) => player.stop(wasCancelled),
    cancelledOutcome: {
      succeeded: false,
      result: cancelled,
      message: 'Action failed: the operation was cancelled.',
      members: reason('mediaOperationCanceled'),
    },
  };
}
