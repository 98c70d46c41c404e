/** What a record keeps of what a flow asked Graph for by name, and that it replays. */
import type { Command, CommandResult } from '../../src/call/index.ts';
import type { CompiledFlow } from '../../src/flow/index.ts';
import { replayCall } from '../../src/replay/index.ts';
import { testFlow } from '../support/flows.ts';
import { RecordedCall } from './recorded-call.ts';

const flowWith = (into: object, ask: object = {}): CompiledFlow =>
  testFlow({
    start: 'ask',
    variables: {
      people: { type: 'json', sensitive: true },
      open: { type: 'json' },
      tones: { type: 'json', sensitive: true, default: ['tone8', 'tone3'] },
    },
    nodes: {
      ask: { type: 'graph', operation: 'listParticipants', ...into, next: 'many', onError: 'bye', ...ask },
      many: {
        type: 'branch',
        cases: [{ when: 'people != null && size(people.value) > 1', next: 'crowd' }],
        else: 'bye',
      },
      crowd: { type: 'hangup', reason: 'crowd' },
      bye: { type: 'hangup' },
    },
  });

const body = { value: [{ id: 'secret-1' }, { id: 'secret-2' }] };
const answering = (result: CommandResult) => ({
  result: (command: Command) => (command.kind === 'graph' ? result : null),
});

/** The call's record as text, once its replay was found to be the same call. */
function replayed(
  flow: CompiledFlow,
  result: CommandResult = { kind: 'answered', status: 200, body, isOver: true },
) {
  const call = new RecordedCall(flow, answering(result)).run();
  const record = call.record();
  expect(replayCall(flow, record).outcome).toEqual({ kind: 'identical' });
  return { call, text: JSON.stringify(record) };
}

test('RP2, RP5: what goes into a sensitive variable is a stand-in, and what came of it is the same again', () => {
  const { call, text } = replayed(flowWith({ into: 'people' }));
  expect(call.state.position).toMatchObject({ kind: 'over', reason: 'crowd' });
  expect(text).not.toContain('secret-');
  expect(text).toContain('"kind":"answered"');
});

test('what goes into another variable is kept, and nothing where it goes into none', () => {
  expect(replayed(flowWith({ into: 'open' })).text).toContain('secret-1');
  expect(replayed(flowWith({})).text).not.toContain('secret-');
});

test('a request with something sensitive in it replays, and its record does not have it', () => {
  const flow = flowWith({}, { operation: 'sendDtmfTones', with: { tones: '{tones}' } });
  const { call, text } = replayed(flow, { kind: 'answered', status: 200, body: null, isOver: true });
  expect(JSON.stringify(call.commands)).toContain('tone8');
  expect(text).not.toContain('tone8');
});
