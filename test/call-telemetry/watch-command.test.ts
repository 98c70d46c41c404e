import { commandId, instant, mediaName, operationId, traceParent } from '../../src/call/index.ts';
import type { Command, CommandResult } from '../../src/call/index.ts';
import { watchedCommands } from '../../src/call-telemetry/index.ts';
import { testCall } from '../support/flows.ts';

const call = testCall(instant(0));
const base = { id: commandId(1), deadline: instant(0), graphCallId: call.graphCallId };
const play: Command = {
  kind: 'playPrompt',
  ...base,
  operation: operationId('play-1'),
  clips: [{ name: mediaName('hello.wav'), length: null }],
};
const place = { flow: 'desk', flowVersion: '1.0.0', node: 'menu' };
const traceparent = traceParent('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');

async function watched(
  command: Command,
  since: number | null,
  result: CommandResult = { kind: 'accepted', status: 200 },
) {
  const measured: unknown[] = [];
  const seen: unknown[] = [];
  const perform = watchedCommands(() => Promise.resolve({ at: instant(900), result }), {
    measure: (...value) => measured.push(value),
    trace: (name, options, work) => {
      seen.push([name, options]);
      const note = (what: unknown): void => void seen.push(what);
      return work({ traceparent: null, answered: note, fail: note });
    },
    clock: () => instant(750),
    host: 'graph.microsoft.com',
    methodOf: () => 'POST',
  });
  const cause = { ...place, since: since === null ? null : instant(since), traceparent };
  expect(await perform({ call, command, cause })).toEqual({ at: 900, result });
  return { measured, seen };
}

const dimensions = { callId: call.id, graphCallId: call.graphCallId, ...place, operation: 'playPrompt' };

test('a media request is measured from what the caller did, and seen with what led to it', async () => {
  const { measured, seen } = await watched(play, 500);
  expect(measured).toEqual([['ivr.turn.latency', 250, dimensions]]);
  const request = { kind: 'request', host: 'graph.microsoft.com', method: 'POST', of: 'playPrompt' };
  expect(seen).toEqual([['graph', { ...request, dimensions, cause: traceparent }], 200]);
});

test('a clock that is behind measures no negative time; what answers nothing is not measured', async () => {
  expect((await watched(play, 800)).measured).toEqual([['ivr.turn.latency', 0, dimensions]]);
  expect((await watched(play, null)).measured).toEqual([]);
  expect((await watched({ kind: 'keepAlive', ...base }, 500)).measured).toEqual([]);
});

test('what Graph refused is seen with its status, and as a failure', async () => {
  const failure = { code: 'graph', status: 403, subcode: 7504, message: 'no' } as const;
  const { seen } = await watched(play, null, { kind: 'refused', failure });
  expect(seen.slice(1)).toEqual([403, 'refused']);
});
