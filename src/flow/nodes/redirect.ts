import * as z from 'zod';
import { commandFailed, graphFailed } from '../failure.ts';
import { durationBetween, parseDuration } from '../duration.ts';
import { fail, stay } from '../move.ts';
import type { Move } from '../move.ts';
import { decidesAtOnce, timeToRequest } from '../node-facts.ts';
import { defineNode, noMemory } from '../node-kind.ts';
import { describeTarget, targetReferenceSchema } from '../target.ts';

/** Graph rings at most this many at once (Graph calling API, redirect). */
const mostTargets = 25;

const schema = z
  .strictObject({
    type: z.literal('redirect'),
    to: z
      .array(targetReferenceSchema)
      .min(1)
      .max(mostTargets)
      .describe('Names of targets, or targets; they ring at once, and the first to answer has the call.'),
    ringTimeout: durationBetween('15s', '90s').optional().describe('How long they ring.'),
  })
  .describe('Sends the call elsewhere without answering it.');

const redirected: Move<never> = { kind: 'end', end: 'redirected', reason: null };

/** Sends the call elsewhere before it is answered. Who takes it, or that nobody does, is no business of the flow's. */
export const redirect = defineNode<z.infer<typeof schema>, null>({
  type: 'redirect',
  schema,
  memory: noMemory,
  requires: () => 'call',
  edges: () => [],
  operations: () => [{ operation: 'redirect' }],
  isHeardMeanwhile: () => true,
  facts: () => ({ ...decidesAtOnce, ends: true, longest: timeToRequest, requests: 1 }),
  caption: (node) => `to ${node.to.map(describeTarget).join(', ')}`,
  check(node, checker) {
    for (const [index, reference] of node.to.entries()) checker.target(reference, ['to', index]);
  },
  enter(node, turn) {
    if (turn.stage === 'established')
      return fail(graphFailed('redirect', null, 'A call that was answered cannot be redirected.'));
    const targets = node.to.map((reference) => turn.target(reference).target);
    const ringTimeout = node.ringTimeout === undefined ? null : parseDuration(node.ringTimeout);
    turn.send({ kind: 'redirect', targets, ringTimeout });
    return stay(null);
  },
  onSignal(_node, memory, signal) {
    if (signal.kind === 'callEnded') return redirected;
    if (signal.kind !== 'commandResult') return stay(memory);
    // What is not known is not repeated: the call may be ringing elsewhere.
    if (signal.result.kind === 'refused') return fail(commandFailed('redirect', signal.result.failure));
    return redirected;
  },
});
