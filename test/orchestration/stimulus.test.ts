import { commandId, instant, mediaName, operationId, traceParent } from '../../src/call/index.ts';
import type { CallEvent, Command } from '../../src/call/index.ts';
import { noStimulus, stimulusAfter, stimulusAnswered } from '../../src/orchestration/stimulus.ts';

const traceparent = traceParent('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
const at = instant(500);
const ended = (succeeded: boolean): CallEvent => ({
  kind: 'operationEnded',
  at,
  operation: operationId('play-1'),
  succeeded,
  result: null,
  reason: null,
  recording: null,
});
const earlier = { since: instant(100), traceparent: traceParent('earlier') };

test.each<[string, CallEvent, object]>([
  ['a key', { kind: 'tone', at, sequence: 1, key: '5' }, { since: at, traceparent }],
  ['a prompt that ended', ended(true), { since: at, traceparent }],
  ['a prompt that a key stopped', ended(false), { since: earlier.since, traceparent }],
  ['a time-out', { kind: 'deadline', at }, { since: at, traceparent: null }],
  [
    'the result of a command',
    { kind: 'commandResult', at, command: commandId(1), result: { kind: 'accepted', status: 200 } },
    earlier,
  ],
  [
    'what somebody else did',
    { kind: 'external', at, name: 'paid', data: null },
    { since: null, traceparent },
  ],
  [
    'a transfer that failed',
    { kind: 'transferFailed', at, result: { code: 486, subcode: 0 } },
    { since: null, traceparent },
  ],
  ['anything else that is heard', { kind: 'audioActive', at }, { since: earlier.since, traceparent }],
])('after %s', (_name, event, expected) => {
  expect(stimulusAfter(earlier, event, traceparent)).toEqual(expected);
});

test('what answers it uses it up; what only prepares for that does not', () => {
  const base = { id: commandId(1), deadline: instant(0), graphCallId: null };
  const operation = operationId('play-2');
  const clips = [{ name: mediaName('hello.wav'), length: null }];
  const play: Command = { kind: 'playPrompt', ...base, operation, clips };
  const stop: Command = { kind: 'cancelMediaProcessing', ...base, operation };
  expect(stimulusAnswered(earlier, [])).toEqual(earlier);
  expect(stimulusAnswered(earlier, [stop])).toEqual(earlier);
  expect(stimulusAnswered(earlier, [play])).toEqual({ since: null, traceparent: traceParent('earlier') });
  expect(stimulusAnswered(earlier, [{ kind: 'deleteCall', ...base }])).toEqual({
    since: null,
    traceparent: traceParent('earlier'),
  });
  expect(noStimulus).toEqual({ since: null, traceparent: null });
});
