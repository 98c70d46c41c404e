/** The table of docs/graph-operations.md, out of the descriptions. `npm run operations` writes it. */
import { operations } from '../../src/operations/index.ts';
import type { OperationDescription, OperationName } from '../../src/operations/index.ts';

const call = 'test/simulator/call';
const groups = `${call}/group-operations.test.ts`;
const lifecycle = `${call}/lifecycle.test.ts`;
const media = 'test/simulator/media';

/** Where it is shown what each operation does. */
export const shownIn: Readonly<Record<OperationName, string>> = {
  createCall: `${call}/outbound.test.ts`,
  getCall: 'test/simulator/graph/graph-api.test.ts',
  deleteCall: lifecycle,
  answer: lifecycle,
  reject: lifecycle,
  redirect: lifecycle,
  transfer: `${call}/transfer.test.ts`,
  keepAlive: lifecycle,
  mute: groups,
  unmute: groups,
  playPrompt: `${media}/prompts.test.ts`,
  recordResponse: `${media}/recording.test.ts`,
  cancelMediaProcessing: `${media}/prompts.test.ts`,
  subscribeToTone: `${call}/tones.test.ts`,
  sendDtmfTones: `${call}/tones-out.test.ts`,
  changeScreenSharingRole: groups,
  updateRecordingStatus: groups,
  addLargeGalleryView: groups,
  listParticipants: `${call}/group-call.test.ts`,
  getParticipant: groups,
  inviteParticipants: `${call}/invite.test.ts`,
  muteParticipant: groups,
  muteAllParticipants: groups,
  startHoldMusic: groups,
  stopHoldMusic: groups,
  deleteParticipant: groups,
  listAudioRoutingGroups: groups,
  createAudioRoutingGroup: groups,
  getAudioRoutingGroup: groups,
  updateAudioRoutingGroup: groups,
  deleteAudioRoutingGroup: groups,
  listContentSharingSessions: groups,
  getContentSharingSession: groups,
};

const completions: Readonly<Record<OperationDescription['completion'], string>> = {
  none: 'the answer',
  callState: 'the state of the call',
  callToneInfo: 'keys, as updates of the call',
  operation: 'the end of the operation',
  roster: 'the list of participants',
};

const checks: Readonly<Record<OperationDescription['permissionCheck'], string>> = {
  request: 'each time',
  groupCall: 'in group calls',
  callCreation: 'when the call began',
};

const states: Readonly<Record<OperationDescription['requiresState']['kind'], string>> = {
  noCall: 'none',
  live: 'not over',
  incoming: 'unanswered',
  established: 'established',
};

/** One operation in one line of Markdown. */
function row(operation: OperationDescription & { readonly name: OperationName }): string {
  const { name, method, path, availableIn, successStatus, completion, repeatIsHarmless } = operation;
  const { permissions, permissionCheck } = operation;
  const version = availableIn.includes('v1.0') ? '' : ' (beta)';
  const cells = [
    `\`${name}\``,
    `\`${method} ${path}\`${version}`,
    permissions.map((permission) => `\`${permission}\``).join(', ') || 'none',
    permissions.length === 0 ? 'never' : checks[permissionCheck],
    callsOf(operation),
    stateOf(operation),
    `${successStatus}, then ${completions[completion]}`.replace(', then the answer', ''),
    repeatIsHarmless ? 'yes' : 'no',
    inFlowsOf(operation),
    `[test](../${shownIn[name]})`,
  ];
  return `| ${cells.join(' | ')} |`;
}

function inFlowsOf({ inFlows, request }: OperationDescription): string {
  if (inFlows.by === 'ownNode') return inFlows.instead;
  if (inFlows.until === 'answer') return 'until the answer';
  const within = `${inFlows.within({ tones: [] }) / 1_000} s`;
  const more =
    request !== null && inFlows.within({}) > inFlows.within({ tones: [] }) ? ' and the time of the keys' : '';
  const unheard = inFlows.unheard === 'done' ? '; unheard, it counts as done' : '';
  return `until its end, ${within}${more} at most${unheard}`;
}

function callsOf({ callKinds, media }: OperationDescription): string {
  const kinds = callKinds.length === 2 ? 'all' : callKinds.includes('group') ? 'group' : 'one to one';
  if (media === 'any') return kinds;
  return `${kinds}, ${media === 'serviceHosted' ? 'service-hosted' : 'app-hosted'} media`;
}

function stateOf({ requiresState }: OperationDescription): string {
  const { kind } = requiresState;
  const sounds = kind === 'established' && requiresState.audio === 'active';
  return sounds ? 'established, with audio' : states[kind];
}

/** Every operation, below its head. */
export const table: readonly string[] = [
  '| operation | request | permissions, any of them | looked for | calls | state of the call | outcome | may be repeated | in a `graph` node | shown by |',
  '|---|---|---|---|---|---|---|---|---|---|',
  ...Object.values(operations).map((operation) => row(operation)),
];
