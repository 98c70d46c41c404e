import { randomUUID } from 'node:crypto';
import { playPromptOperation } from '../media/play-prompt-operation.ts';
import type { Handler } from './handler.ts';
import { enqueueMedia } from './enqueue-media.ts';

/** Queues prompts (call-playprompt). */
export const playPrompt: Handler<'playPrompt'> = ({ call, body, version }) => {
  const operation = playPromptOperation(call.mediaPorts, randomUUID(), body, version === 'beta');
  return enqueueMedia(call, operation);
};
