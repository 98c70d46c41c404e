import { join } from 'node:path';
import { callId, graphCallId, instant, withheldParty } from '../../../src/call/index.ts';
import type { CallFacts } from '../../../src/call/index.ts';
import { rehearseHosted } from '../../../src/hosted/index.ts';
import { rehearsalFlows } from '../../../src/library/index.ts';
import { flowOf, scenariosOf } from '../../hosted/both-depths.ts';
import { HistoryRecorder } from './history-recorder.ts';
import { historyText } from './recorded-history.ts';
import type { RecordedHistory } from './recorded-history.ts';
import { recordScripted } from './scripted-instances.ts';
import type { ScriptedActivity, ScriptedInstance } from './scripted-instances.ts';

interface PlannedCall {
  /** The file of the history. */
  readonly name: string;
  /** Where the flow is. */
  readonly folder: string;
  /** The file of the scenario, in that folder, and the scenario. */
  readonly file: string;
  readonly scenario: string;
}

const flows = 'flows';
const groupCalls = 'test/hosted/group-calls';
const conference = 'test/hosted/conference';
const outbound = 'test/hosted/outbound';

/** Calls of every kind: what a deployment may find in progress. */
const calls: readonly PlannedCall[] = [
  plan('barge-in-and-transfer', flows, 'front-desk', 'sales, by a key during the greeting'),
  plan(
    'failed-transfer',
    flows,
    'front-desk-faults',
    'sales is busy: the caller is told, and may choose again',
  ),
  plan(
    'lost-verdict',
    flows,
    'front-desk-faults',
    'Graph never says what became of a transfer: after 90 seconds the caller may choose again',
  ),
  plan(
    'disordered-notifications',
    flows,
    'front-desk-faults',
    'keys and ends of prompts that come twice, late or in the wrong order count once, and in order',
  ),
  plan('silences', flows, 'front-desk', 'three silences go to the operator'),
  plan(
    'secret-keys',
    flows,
    'front-desk',
    'an account number that is keyed in twice is written down nowhere',
  ),
  plan('abandoned', flows, 'front-desk', 'the caller hangs up during the menu'),
  plan('not-answered', flows, 'front-desk-faults', 'Graph does not let the call be answered'),
  plan('rejected', flows, 'turned-away', 'a caller of that tenant is turned away before anything is played'),
  plan('fill-and-hold', flows, 'lobby', 'a visitor is put through to reception'),
  plan('sub-flow-and-http', flows, 'practice-patients', 'found at the second try'),
  plan(
    'slow-system',
    flows,
    'practice-systems',
    'a slow system: the caller hears that it takes a moment, twice',
  ),
  plan('recording-and-queue', flows, 'practice-messages', 'a message, ended by hash'),
  plan('opening-hours', flows, 'practice-hours', 'closed at noon, and told when the practice opens again'),
  plan(
    'longest-call',
    'test/histories/flows',
    'short',
    'twenty seconds are the limit, and the caller is told so',
  ),
  plan('hand-over', conference, 'conference', 'the expert comes, and the caller is handed over'),
  plan('busy-expert', conference, 'conference', 'the expert: busy'),
  plan(
    'caller-leaves-consultation',
    conference,
    'conference',
    'the caller leaves, and the expert is alone with the app',
  ),
  plan('meeting', conference, 'conference', 'a meeting'),
  plan('meeting-lobby', groupCalls, 'group-calls', 'a meeting that lets the app in later'),
  plan('group-call', groupCalls, 'group-calls', 'somebody comes, is muted and goes'),
  plan('outgoing-confirmed', outbound, 'outbound', 'who is called confirms'),
  plan('outgoing-busy', outbound, 'outbound', 'the line is busy'),
  plan(
    'requested-operations',
    'test/hosted/graph-nodes',
    'everything',
    'every operation is asked for, and what is refused is told',
  ),
];

function plan(name: string, folder: string, file: string, scenario: string): PlannedCall {
  return { name, folder, file: `${file}.scenarios.json`, scenario };
}

const placedAt = instant(Date.UTC(2026, 9, 26, 9));
const call: CallFacts = {
  id: callId('in-6b1f0c00-3a5d-4f0e-9d53-0c1c2a77e001'),
  graphCallId: graphCallId('6b1f0c00-3a5d-4f0e-9d53-0c1c2a77e001'),
  direction: 'incoming',
  from: withheldParty,
  to: withheldParty,
  tenantId: 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928',
  callees: null,
  variables: {},
  startedAt: placedAt,
};

const accepted: ScriptedActivity = (number) => ({
  at: placedAt + number * 100,
  result: { kind: 'accepted', status: 202 },
});

/** Without its stack, which says where this repository is. */
const failure = (message: string): Error => Object.assign(new Error(message), { stack: '' });

function failing(times: number): ScriptedActivity {
  return (number) => {
    if (number <= times) throw failure('The queue is away.');
    return {};
  };
}

/** What no scenario shows, by the name of its file. */
function scriptedInstances(root: string): ReadonlyMap<string, ScriptedInstance> {
  const rejection = rehearsalFlows(join(root, flows), () => undefined).find('turned-away');
  if (rejection.kind !== 'ok') throw new Error('The flow turned-away does not load.');
  const ofCall = { orchestrator: 'call', instanceId: call.id };
  const ofDialer = { orchestrator: 'dial', instanceId: 'outbound-dialer' };
  const idle = { lastStartAt: null, running: [], nextTryAt: null };
  const dialled = { callId: 'out-1', attempt: 1, plan: null, receipt: null, hiddenUntil: placedAt + 120_000 };
  return new Map<string, ScriptedInstance>([
    [
      'defect',
      {
        ...ofCall,
        about: 'a defect: the call is hung up, and its record says so',
        input: { call, flow: null },
        activities: { 'graph-reject': accepted },
      },
    ],
    [
      'activities-fail',
      {
        ...ofCall,
        about: 'an operation whose activity fails, and a record that is written at the third try',
        input: { call, flow: rejection.flow },
        activities: { 'graph-reject': failing(1), 'write-call-record': failing(2) },
      },
    ],
    [
      'dialer',
      {
        ...ofDialer,
        about:
          'the dialer: fifty rounds, of which one fails and one makes a call, and a new beginning between them',
        input: idle,
        activities: {
          'look-at-outbound-calls': (number) => {
            if (number === 3) throw failure('The store is away.');
            const due = number === 5 ? [{ dialled, request: { flow: 'reminder' } }] : [];
            const running = number > 5 && number < 12 ? [dialled] : [];
            return { state: { ...idle, running }, due, pause: number < 50 ? 1_000 : null };
          },
          'start-due-call': () => ({ started: 'started' }),
        },
      },
    ],
    [
      'cancelled-request',
      {
        about: 'the mark of a request that was cancelled',
        orchestrator: 'cancelled-request',
        instanceId: 'out-1-cancelled',
        input: null,
        activities: {},
      },
    ],
  ]);
}

async function recordCall(planned: PlannedCall, root: string): Promise<RecordedHistory> {
  const folder = join(root, planned.folder);
  const scenarios = scenariosOf(join(folder, planned.file));
  const scenario = scenarios.find(({ scenario: name }) => name === planned.scenario);
  if (scenario === undefined) throw new Error(`${planned.file} has no scenario "${planned.scenario}".`);
  const recorder = new HistoryRecorder();
  const { onEpisode } = recorder;
  await rehearseHosted(flowOf(folder, scenario), scenario, { appDirectory: root, onEpisode });
  const [instanceId = ''] = recorder.instanceIds;
  return recorder.recorded(instanceId, planned.scenario);
}

/** Records all of it, or only what is named: the text of each file by its name. `root` is the app, with its host.json. */
export async function recordHistories(
  root: string,
  only?: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  const isWanted = (name: string): boolean => only === undefined || only.includes(name);
  for (const planned of calls)
    if (isWanted(planned.name))
      files.set(`${planned.name}.json`, historyText(await recordCall(planned, root)));
  for (const [name, instance] of scriptedInstances(root))
    if (isWanted(name)) files.set(`${name}.json`, historyText(await recordScripted(instance, root)));
  return files;
}
