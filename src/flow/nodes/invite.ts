import * as z from 'zod';
import { milliseconds } from '../../call/index.ts';
import type { ResultInfo } from '../../call/index.ts';
import { commandFailed, expressionFailed, graphFailed } from '../failure.ts';
import type { Failure } from '../failure.ts';
import { fail, go, stay } from '../move.ts';
import { silentEffect, timeToDecide, timeToRequest } from '../node-facts.ts';
import { defineNode, edge, optionalEdge } from '../node-kind.ts';
import { nodeReferenceSchema } from '../node-reference.ts';
import { statedCosts } from '../stated-costs.ts';
import { describeTarget, targetReferenceSchema } from '../target.ts';

/** Graph takes at most this many at once (Graph calling API, participant-invite). */
const mostPeople = 5;

/** Graph gives an invitation that nobody answers up after about a minute. */
const patience = milliseconds(90_000);

const form = z.strictObject({
  type: z.literal('invite'),
  participants: z
    .array(targetReferenceSchema)
    .min(1)
    .max(mostPeople)
    .describe('Names of targets, or targets: who is invited. Several at once only in a group call.'),
  replaces: z
    .string()
    .min(1)
    .optional()
    .describe(
      'An expression: the id of a call with the one who is invited, which ends once they have come over.',
    ),
  next: nodeReferenceSchema.describe('The node to go to when they have come.'),
  onFailed: nodeReferenceSchema
    .optional()
    .describe('The node to go to when they do not come, or nothing is heard of it for 90 s.'),
});
type InviteNode = z.infer<typeof form>;

const memorySchema = z.object({ operation: z.string() });

/** Brings people into the call. Keys meanwhile stay type-ahead. */
export const invite = defineNode<InviteNode, Readonly<z.infer<typeof memorySchema>>>({
  type: 'invite',
  schema: form.describe('Brings people into the call, which is a group call from then on.'),
  memory: memorySchema,
  requires: () => 'audio',
  edges: (node) => [edge('next', node.next, { call: 'group' }), ...optionalEdge('onFailed', node.onFailed)],
  failureEdge: 'onFailed',
  operations: () => [{ operation: 'inviteParticipants' }],
  isHeardMeanwhile: () => true,
  facts(node) {
    // A request that Graph refuses at once is a silent way through; otherwise they are rung.
    const refused = silentEffect(statedCosts.graphRequest);
    return {
      ...refused,
      longest: timeToRequest + patience + timeToDecide,
      requests: 1,
      silence: { ...refused.silence, before: timeToRequest, after: timeToDecide },
      ...(node.participants.length > 1 ? { groupOnly: true } : {}),
    };
  },
  caption: (node) => node.participants.map(describeTarget).join(', '),
  check(node, checker) {
    for (const [index, reference] of node.participants.entries())
      checker.target(reference, ['participants', index]);
    if (node.replaces === undefined) return;
    checker.expression(node.replaces, ['replaces'], 'string');
    if (node.participants.length > 1) checker.problem('FLOW-INVITE-REPLACES', ['replaces'], replacesOne);
  },
  enter(node, turn) {
    const replaced = node.replaces === undefined ? undefined : turn.evaluate(node.replaces);
    if (replaced !== undefined && typeof replaced !== 'string') return fail(noCallId);
    const participants = node.participants.map((reference) => turn.target(reference).target);
    const operation = turn.invite(participants, replaced ?? null);
    turn.setTimer(patience, 'plain');
    return stay({ operation });
  },
  onSignal(node, memory, signal) {
    switch (signal.kind) {
      case 'commandResult':
        if (signal.result.kind !== 'refused') return stay(memory);
        return fail(commandFailed('inviteParticipants', signal.result.failure));
      case 'operationEnded':
        if (signal.operation !== memory.operation) return stay(memory);
        return signal.succeeded ? go(node.next) : fail(notCome(signal.result));
      case 'timer':
        return fail(notCome(null));
      default:
        return stay(memory);
    }
  },
});

const replacesOne =
  'Only one participant can leave another call for this one: invite the others in a node of their own.';

const noCallId = expressionFailed('"replaces" is not the id of a call.');

const notCome = (result: ResultInfo | null): Failure =>
  graphFailed('inviteParticipants', result?.subcode ?? null, 'Those who were invited have not come.');
