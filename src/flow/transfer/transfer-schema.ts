import * as z from 'zod';
import { durationBetween } from '../duration.ts';
import { nodeReferenceSchema } from '../node-reference.ts';
import { playSchema } from '../play-item.ts';
import { targetReferenceSchema } from '../target.ts';

const form = z.strictObject({
  type: z.literal('transfer'),
  to: targetReferenceSchema.describe('The name of a target of the document, or a target.'),
  mode: z
    .enum(['blind', 'consultative'])
    .describe(
      '"blind": the caller is handed over at once. "consultative": the target is called first, and gets the caller ' +
        'when it has answered.',
    ),
  ringTimeout: durationBetween('1s', '115s')
    .optional()
    .describe('Consultative only: how long the target is called (30s).'),
  whisper: playSchema
    .optional()
    .describe('Consultative only: what the target hears, alone, before the caller is put through.'),
  hold: playSchema
    .optional()
    .describe('Consultative only: what the caller hears meanwhile, again and again.'),
  transferee: z
    .string()
    .min(1)
    .optional()
    .describe(
      'In a group call: an expression, the participant who is handed over, as a wait for one gives it.',
    ),
  onBusy: nodeReferenceSchema.describe('The node to go to when the target is busy.'),
  onNoAnswer: nodeReferenceSchema.describe('The node to go to when nobody answers.'),
  onFailed: nodeReferenceSchema.describe(
    'The node to go to when the transfer fails, or nothing is heard of it for 90 s.',
  ),
});
export type TransferNode = z.infer<typeof form>;

const consultativeOnly = ['ringTimeout', 'whisper', 'hold'] as const;

export const transferSchema = form
  .superRefine((node, context) => {
    if (node.mode === 'consultative') return;
    for (const member of consultativeOnly)
      if (node[member] !== undefined)
        context.addIssue({
          code: 'custom',
          path: [member],
          message: `"${member}" belongs to a consultative transfer.`,
        });
  })
  .meta({
    description: 'Hands the caller over to a target; the flow ends when that succeeds.',
    if: { properties: { mode: { const: 'blind' } } },
    then: { properties: Object.fromEntries(consultativeOnly.map((member) => [member, false])) },
  });
