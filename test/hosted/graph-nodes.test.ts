/** Operations that flows ask for by name: each of them in one call, and what can go wrong, alike at either depth. */
import { rehearseHosted } from '../../src/hosted/index.ts';
import { createMediaCatalogue } from '../../src/media/index.ts';
import { operationNames, operations } from '../../src/operations/index.ts';
import { rehearse } from '../../src/rehearsal/index.ts';
import { scenariosSchema } from '../../src/scenario/index.ts';
import { boundTestFlow } from '../support/flows.ts';
import { bothDepths, scenariosOf } from './both-depths.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});

const folder = 'test/hosted/graph-nodes';
const scenarios = scenariosOf(`${folder}/everything.scenarios.json`);

test.each(scenarios.map((scenario) => [scenario.scenario, scenario] as const))(
  '%s, at either depth',
  async (_name, scenario) => {
    const { alone, hosted } = await bothDepths(folder, scenario);
    expect(alone.failures).toEqual([]);
    expect(hosted).toEqual(alone);
  },
);

test('one call asks for every operation that a graph node may ask for', async () => {
  const [whole] = scenarios;
  if (whole === undefined) throw new Error('There are no scenarios.');
  const { hosted } = await bothDepths(folder, whole);
  const asked = hosted.transcript.flatMap((entry) => (entry.kind === 'graph' ? [entry.operation] : []));
  const possible = operationNames.filter((name) => operations[name].inFlows.by === 'graphNode');
  expect(possible.length).toBeGreaterThan(25);
  expect(asked).toEqual(expect.arrayContaining(possible.map((name) => expect.stringMatching(`^${name}$`))));
  const told = hosted.transcript.flatMap((entry) =>
    entry.kind === 'event' ? [[entry.name, entry.data]] : [],
  );
  const done = { status: 'completed', completionReason: null, resultInfo: null };
  const [result, completionReason] = [{ code: 200, subcode: 8514 }, 'completedSuccessfully'];
  expect(Object.fromEntries(told)).toEqual({
    brought: { ended: done },
    people: { state: 'established', number: 3, expert: 'Expert' },
    muted: { me: false, caller: true, expert: true },
    onHold: { operation: 'startHoldMusic', subcode: 8519 },
    held: { direction: 'receiveOnly', ended: done },
    dialled: { ended: { ...done, completionReason } },
    recorded: { ended: { ...done, completionReason: 'stopToneDetected', resultInfo: result } },
    groups: { receivers: 2, left: 1 },
    noRecording: { operation: 'updateRecordingStatus', subcode: 8506 },
    noSharing: { operation: 'changeScreenSharingRole', subcode: 8500, sessions: 0 },
    gone: { subcode: 8522 },
  });
});

test('an end that is lost is waited for as long as the keys take that an expression gave, at either depth', async () => {
  const flow = boundTestFlow({
    start: 'dial',
    variables: { tones: { type: 'json', default: ['tone1', 'tone2', 'star'] } },
    nodes: {
      dial: {
        type: 'graph',
        operation: 'sendDtmfTones',
        with: { tones: '{tones}', delayBetweenTonesMs: 500 },
        next: 'done',
        onError: 'sorry',
      },
      done: { type: 'hangup' },
      sorry: { type: 'hangup' },
    },
  });
  const steps = [{ fault: { notification: 'operation', lost: true } }, { expect: { node: 'sorry' } }];
  const [scenario] = scenariosSchema.parse([{ scenario: 'lost', flow: 'test', steps }]);
  if (scenario === undefined) throw new Error('There is no scenario.');
  const alone = rehearse(flow, scenario);
  expect(alone.failures).toEqual([]);
  expect(await rehearseHosted({ flow, media: createMediaCatalogue() }, scenario)).toEqual(alone);
  const at = (kind: string): number => alone.transcript.find((entry) => entry.kind === kind)?.at ?? NaN;
  expect(at('failure') - at('graph')).toBe(30_000 + 3 * 1_500);
});
