/** Section 2.1 of the flow language: `record`. */
import type { EffectResult } from '../../../src/call/index.ts';
import { asked, endOf, entered, entriesOf, heard, refuses, typedAhead } from '../../support/observations.ts';
import { PureCall, placedAt } from '../../support/pure-call.ts';
import type { GraphBehaviour, RecordingDone } from '../../support/pure-call.ts';
import { testCall, testFlow } from '../../support/flows.ts';

const hangup = { type: 'hangup' };
const rest = { type: 'wait', for: '1s', next: 'gone' };
const voicemail = {
  type: 'record',
  play: [{ audio: 'ask.wav' }],
  terminators: ['#'],
  into: 'message',
  next: 'thanks',
  onNoInput: 'silent',
  onFailed: 'failed',
};
const place = { location: 'https://media.example.org/recordings/1', accessToken: 'secret-token' };
const ended = (code: number, subcode: number, after = 8_000): RecordingDone => ({
  after,
  result: { code, subcode },
  recording: code < 400 ? place : null,
});
const fetched: EffectResult = {
  kind: 'fetchRecording',
  outcome: 'done',
  id: 'r1',
  url: 'https://ivr.contoso.com/api/media/r1.wav',
  seconds: 7,
};

function calling(node: object, graph: GraphBehaviour, more: object = {}): PureCall {
  const nodes = {
    say: { ...voicemail, ...node },
    thanks: hangup,
    silent: hangup,
    failed: hangup,
    gone: hangup,
    rest,
  };
  const variables = { message: { type: 'json' }, name: { type: 'string', default: 'Ann' } };
  const flow = testFlow(
    { start: 'say', variables, ...more, nodes },
    { 'ask.wav': 2_000, 'first.wav': 1_000 },
  );
  return new PureCall(flow, testCall(placedAt), {
    effect: () => ({ after: 100, result: fetched }),
    ...graph,
  });
}

it('asks for the prompt, the tone and the recording in one request, with the settings of the node', () => {
  const call = calling({}, { record: () => ended(200, 8514) }).run();
  expect(call.commands.filter(({ kind }) => kind === 'recordResponse')).toMatchObject([
    {
      clips: [{ length: 2_000 }],
      beep: true,
      maxDuration: 60_000,
      initialSilence: 5_000,
      endSilence: 3_000,
      terminators: ['#'],
    },
  ]);
  expect(asked(call)).not.toContain('playPrompt');
  expect(heard(call)).toEqual(['ask.wav 0-2000']);
});

it.each([
  [8509, 'silence'],
  [8514, 'terminator'],
  [8515, 'length'],
])('ended by %d: is fetched at once and known to the flow, with what ended it (%s)', (subcode, endedBy) => {
  const call = calling({}, { record: () => ended(200, subcode) }).run();
  expect(call.effects).toMatchObject([{ kind: 'fetchRecording', ...place, retention: 30 * 24 * 3_600_000 }]);
  expect(entered(call)).toEqual(['say', 'thanks']);
  const { id, url, seconds } = { id: 'r1', url: 'https://ivr.contoso.com/api/media/r1.wav', seconds: 7 };
  expect(call.state.variables.message).toEqual({ id, url, seconds, endedBy });
  expect(endOf(call).at).toBe(8_100);
  expect(JSON.stringify(call.transcript)).not.toContain('secret-token');
});

it('in which nothing was said goes to onNoInput', () => {
  const call = calling({}, { record: () => ended(400, 8510, 7_000) }).run();
  expect(entered(call)).toEqual(['say', 'silent']);
  expect(call.effects).toEqual([]);
});

it.each([
  ['could not be made', { record: () => ended(500, 8513) }, 8513],
  [
    'has no place where it can be fetched',
    { record: () => ({ ...ended(200, 8514), recording: null }) },
    8514,
  ],
  ['was refused', { result: refuses('recordResponse', { status: 403, subcode: 7503 }) }, 7503],
])('that %s goes to onFailed', (_, graph, subcode) => {
  const call = calling({}, graph).run();
  expect(entered(call)).toEqual(['say', 'failed']);
  expect(entriesOf(call, 'failure')).toMatchObject([{ subcode }]);
});

it('that cannot be fetched, or not within 30 s, goes to onFailed', () => {
  const failure = { code: 'media', status: 404, subcode: null, message: 'It is gone.' } as const;
  const gone: EffectResult = { kind: 'fetchRecording', outcome: 'failed', failure };
  const graph = { record: () => ended(200, 8514) };
  expect(entered(calling({}, { ...graph, effect: () => ({ result: gone }) }).run())).toEqual([
    'say',
    'failed',
  ]);
  const late = calling({}, { ...graph, effect: () => null }).run();
  expect(entered(late)).toEqual(['say', 'failed']);
  expect(endOf(late).at).toBe(38_000);
});

it('whose end is never heard has failed 10 s after it could have lasted', () => {
  const call = calling({ maxDuration: '20s' }, {}).run();
  expect(entered(call)).toEqual(['say', 'failed']);
  expect(endOf(call).at).toBe(2_000 + 1_000 + 20_000 + 10_000);
});

it('of a caller who leaves is none: on.hangup runs, and nothing is fetched', () => {
  const call = calling({}, { record: () => ended(200, 8514) }, { on: { hangup: 'gone' } })
    .hangUp(5_000)
    .run();
  expect(entered(call)).toEqual(['say', 'gone']);
  expect(call.effects).toEqual([]);
  expect(endOf(call)).toMatchObject({ end: 'abandoned', at: 5_000 });
});

it('with several prompts, or with speech, has them played before it', () => {
  const several = calling(
    { play: [{ audio: 'first.wav' }, { audio: 'ask.wav' }] },
    { record: () => ended(200, 8514) },
  );
  several.run();
  expect(asked(several).slice(2)).toEqual(['playPrompt', 'recordResponse', 'deleteCall']);
  expect(several.commands.find(({ kind }) => kind === 'recordResponse')).toMatchObject({ clips: [] });
  expect(heard(several)).toEqual(['first.wav 0-1000', 'ask.wav 1000-3000']);
});

it('drops the keys that were pressed until its end, the terminator too', () => {
  const nodes = {
    say: { ...voicemail, next: 'rest', onNoInput: 'rest', onFailed: 'rest' },
    rest: { type: 'wait', for: '5m', next: 'bye' },
    bye: hangup,
  };
  const flow = testFlow(
    { start: 'say', variables: { message: { type: 'json' } }, nodes },
    { 'ask.wav': 2_000 },
  );
  const pressed = new PureCall(flow, testCall(placedAt), {
    record: () => ended(200, 8514),
    effect: () => ({ after: 100, result: fetched }),
  })
    .press(3_000, '12#')
    .press(8_050, '7')
    .run(20_000);
  expect(typedAhead(pressed)).toBe('7');
});

it('is stopped when the call lasts too long', () => {
  const call = calling(
    {},
    { record: () => ended(200, 8514, 30_000) },
    { limits: { maxCallDuration: '5s' }, on: { maxDuration: 'rest' } },
  ).run();
  expect(asked(call)).toContain('cancelMediaProcessing');
  expect(endOf(call)).toMatchObject({ end: 'maxDuration', at: 6_000 });
});
