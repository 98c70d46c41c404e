import * as z from 'zod';
import { milliseconds } from '../../call/index.ts';
import type { Meeting } from '../../call/index.ts';
import { graphFailed } from '../failure.ts';
import { fail, stay } from '../move.ts';
import { decidesAtOnce, timeToKeys } from '../node-facts.ts';
import { defineNode, edge, noMemory, optionalEdge } from '../node-kind.ts';
import { nodeReferenceSchema } from '../node-reference.ts';
import { callOperations } from '../operation-use.ts';
import type { Turn } from '../turn.ts';
import { untilKeysHeard } from '../until-keys-heard.ts';

/** Whoever waits in a lobby longer than this has not been let in. */
const patience = milliseconds(120_000);

/** The message of a chat that a meeting began with, where it is not named. */
const firstMessage = '0';

const form = z.strictObject({
  type: z.literal('join'),
  joinId: z.string().min(1).optional().describe('The id by which people join the meeting, with values.'),
  passcode: z.string().min(1).optional().describe('The passcode that belongs to joinId, with values.'),
  meeting: z
    .strictObject({
      organizer: z.string().min(1).describe('The object id of the user who organizes it, with values.'),
      tenantId: z
        .string()
        .min(1)
        .optional()
        .describe('The tenant of the organizer, with values; else that of the app.'),
      threadId: z.string().min(1).describe('The id of its chat, with values.'),
      messageId: z.string().min(1).optional().describe('The message of its chat, with values (0).'),
    })
    .optional()
    .describe('The coordinates of the meeting.'),
  next: nodeReferenceSchema.describe('The node to go to once audio is active and keys are heard.'),
  onFailed: nodeReferenceSchema
    .optional()
    .describe(
      'The node to go to when the meeting cannot be joined, or nobody lets the app in within 2 minutes.',
    ),
});
type JoinNode = z.infer<typeof form>;

const schema = form
  .superRefine((node, context) => {
    const say = (member: string, message: string): void => {
      context.addIssue({ code: 'custom', path: [member], message });
    };
    if ((node.joinId === undefined) === (node.meeting === undefined))
      say('joinId', 'A join has either "joinId" or "meeting".');
    else if (node.passcode !== undefined && node.joinId === undefined)
      say('passcode', '"passcode" belongs to "joinId".');
  })
  .meta({
    description: 'Joins a meeting: the first node of a flow that has no caller.',
    oneOf: [{ required: ['joinId'] }, { required: ['meeting'] }],
    dependentRequired: { passcode: ['joinId'] },
  });

/** Makes the call of a flow that has no caller. */
export const join = defineNode<JoinNode, null>({
  type: 'join',
  schema,
  memory: noMemory,
  requires: () => 'nothing',
  edges: (node) => [
    edge('next', node.next, { call: 'group' }),
    ...optionalEdge('onFailed', node.onFailed, { call: 'unanswered' }),
  ],
  failureEdge: 'onFailed',
  operations: () => [{ operation: 'createCall', callee: 'meeting' }, ...callOperations],
  isHeardMeanwhile: () => true,
  facts: () => ({
    ...decidesAtOnce,
    longest: patience + timeToKeys,
    requests: 2,
    // Until it is let in nobody hears the app.
    silence: { through: null, before: 0, within: 0, after: timeToKeys, failing: timeToKeys },
  }),
  caption: (node) => node.joinId ?? node.meeting?.threadId ?? '',
  check(node, checker) {
    const { joinId, passcode, meeting } = node;
    for (const [member, value] of Object.entries({ joinId, passcode }))
      if (value !== undefined) checker.template(value, [member]);
    for (const [member, value] of Object.entries<string | undefined>(meeting ?? {}))
      if (value !== undefined) checker.template(value, ['meeting', member]);
    if (!checker.isFirst) checker.problem('FLOW-JOIN-NOT-FIRST', ['type'], notFirst);
  },
  enter(node, turn) {
    if (turn.stage !== 'absent')
      return fail(graphFailed('createCall', null, 'There is a call already, so no meeting is joined.'));
    turn.join(meetingOf(node, turn));
    turn.setTimer(patience, 'plain');
    return stay(null);
  },
  onSignal({ next }, _memory, signal, turn) {
    if (signal.kind === 'callEnded')
      return fail(
        graphFailed('createCall', signal.result?.subcode ?? null, 'The meeting could not be joined.'),
      );
    return untilKeysHeard({ operation: 'createCall', next, tooLate: notLetIn }, signal, turn);
  },
});

const notLetIn = graphFailed('createCall', null, 'Nobody has let the app into the meeting within 2 minutes.');

function meetingOf({ joinId, passcode, meeting }: JoinNode, turn: Turn): Meeting {
  const text = (template: string): string => turn.text(template, 'text');
  if (meeting === undefined) {
    return {
      kind: 'joinId',
      joinId: text(joinId ?? ''),
      passcode: passcode === undefined ? null : text(passcode),
    };
  }
  const { organizer, tenantId, threadId, messageId } = meeting;
  return {
    kind: 'coordinates',
    organizer: text(organizer),
    tenantId: tenantId === undefined ? turn.call.tenantId : text(tenantId),
    threadId: text(threadId),
    messageId: messageId === undefined ? firstMessage : text(messageId),
  };
}

const notFirst =
  'A meeting is joined by the first node of a flow that has no caller; here there is a call already.';
