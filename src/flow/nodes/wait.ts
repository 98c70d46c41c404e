import * as z from 'zod';
import { eventNameForm, eventNameWords } from '../../call/index.ts';
import { durationBetween, parseDuration } from '../duration.ts';
import { checkInto, goWith } from '../into-variable.ts';
import { go, stay } from '../move.ts';
import type { Move } from '../move.ts';
import { decidesAtOnce, timeToDecide } from '../node-facts.ts';
import { defineNode, noMemory } from '../node-kind.ts';
import { nodeReferenceSchema } from '../node-reference.ts';
import type { Turn } from '../turn.ts';

const external = new RegExp(`^external:(${eventNameForm})$`);

const eventSchema = z
  .union([
    z.literal('participantJoined'),
    z.literal('rosterChanged'),
    z.string().regex(external, `must be "external:" and a name: ${eventNameWords}`),
  ])
  .describe(
    'What is waited for: "participantJoined", "rosterChanged", or "external:" and the name of an event.',
  );

const form = z.strictObject({
  type: z.literal('wait'),
  for: durationBetween('1ms', '30m').optional().describe('How long, where nothing is waited for but time.'),
  event: eventSchema.optional(),
  timeout: durationBetween('1ms', '30m').optional().describe('How long the event is waited for.'),
  into: z.string().min(1).optional().describe('The variable that gets what came with the event.'),
  next: nodeReferenceSchema.describe('The node to go to when it has come, or the time is over.'),
  onTimeout: nodeReferenceSchema.optional().describe('The node to go to when the event has not come.'),
});
type WaitNode = z.infer<typeof form>;

const schema = form.superRefine(checkForm).describe('Waits for some time, or for an event.');

/** A wait is for a time, or for an event that may not come. */
function checkForm(node: WaitNode, context: z.RefinementCtx): void {
  const say = (member: string, message: string): void => {
    context.addIssue({ code: 'custom', path: [member], message });
  };
  if ((node.for === undefined) === (node.event === undefined)) {
    say('for', 'A wait has either "for" or "event".');
    return;
  }
  if (node.event === undefined) {
    for (const member of ['timeout', 'into', 'onTimeout'] as const)
      if (node[member] !== undefined) say(member, `"${member}" belongs to a wait for an event.`);
    return;
  }
  if (node.timeout === undefined) say('timeout', '"timeout" is missing: a wait for an event needs one.');
  if (node.onTimeout === undefined) say('onTimeout', '"onTimeout" is missing: the event may not come.');
}

/** Waits; keys meanwhile stay type-ahead. */
export const wait = defineNode<WaitNode, null>({
  type: 'wait',
  schema,
  memory: noMemory,
  requires: () => 'nothing',
  edges: (node) => [
    { outcome: 'next', to: node.next, pointer: ['next'], after: 'wait' },
    ...(node.onTimeout === undefined
      ? []
      : [{ outcome: 'onTimeout', to: node.onTimeout, pointer: ['onTimeout'], after: 'wait' } as const]),
  ],
  operations: () => [],
  facts(node) {
    const time = parseDuration(node.for ?? node.timeout ?? '0s');
    const through = time + timeToDecide;
    return {
      ...decidesAtOnce,
      longest: through,
      silence: { through, before: null, within: 0, after: 0, failing: through },
    };
  },
  caption: (node) => node.for ?? node.event ?? '',
  check(node, checker) {
    checkInto(checker, node.into, { is: 'what comes with an event is JSON', fits: ['json'] });
  },
  enter(node, turn) {
    turn.setTimer(parseDuration(node.for ?? node.timeout ?? '0s'), 'plain');
    return look(node, turn) ?? stay(null);
  },
  onSignal(node, memory, signal, turn) {
    switch (signal.kind) {
      case 'timer':
        turn.renewSteps();
        return node.event === undefined || node.onTimeout === undefined
          ? go(node.next)
          : go(node.onTimeout, 'onTimeout');
      case 'occurrence':
        return look(node, turn) ?? stay(memory);
      default:
        return stay(memory);
    }
  },
});

/** Takes the event if it has come; null: not yet. */
function look(node: WaitNode, turn: Turn): Move<null> | null {
  if (node.event === undefined) return null;
  const occurrence = turn.takeOccurrence(node.event);
  if (occurrence === null) return null;
  turn.renewSteps();
  return goWith(occurrence.data, node.into, node.next, turn);
}
