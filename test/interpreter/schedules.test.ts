/** `schedule` and `nextOpening` in a call: a look-up at the time of the event that is handled. */
import { instant } from '../../src/call/index.ts';
import { begin } from '../../src/interpreter/index.ts';
import { testCall, testFlow } from '../support/flows.ts';
import { endOf, entered } from '../support/observations.ts';
import { PureCall, placedAt } from '../support/pure-call.ts';

/** Asks again every 15 minutes, in a call that begins on Monday 26 October 2026, at nine by Greenwich and London. */
const flowFor = (opens: string) =>
  testFlow({
    start: 'hours',
    limits: { maxCallDuration: '24h', maxSteps: 10_000, maxStepsWithoutInput: 1_000 },
    variables: { opens: { type: 'string' } },
    schedules: {
      office: {
        timeZone: 'Europe/London',
        weekly: { mon: [opens] },
        holidays: [{ date: '2026-10-27', name: 'A day off' }],
      },
    },
    nodes: {
      hours: {
        type: 'branch',
        cases: [
          { when: "schedule('office') == 'open'", next: 'open' },
          { when: "'office'.schedule() == 'holiday'", next: 'holiday' },
        ],
        else: 'closed',
      },
      open: { type: 'menu', play: [], choices: { '1': 'bye' }, onExhausted: 'hours', input },
      closed: { type: 'menu', play: [], choices: { '1': 'bye' }, onExhausted: 'hours', input },
      holiday: { type: 'hangup', reason: 'holiday' },
      bye: { type: 'hangup' },
    },
  });
const input = { firstDigitTimeout: '60s', maxAttempts: 15 };

/** Where it was, without going there again and again. */
const stays = (call: PureCall) =>
  entered(call)
    .filter((node) => node !== 'hours')
    .filter((node, index, all) => node !== all[index - 1]);

test('a call that lasts sees the office open and close', () => {
  const call = new PureCall(flowFor('10:00-11:00'), testCall(placedAt))
    .press(3 * 3_600_000 - 5_000, '1')
    .run();
  expect(stays(call)).toEqual(['closed', 'open', 'closed', 'bye']);
});

test('and its holiday begin, hours later', () => {
  const call = new PureCall(flowFor('23:00-02:00'), testCall(placedAt)).run();
  expect(endOf(call)).toEqual({ end: 'completed', reason: 'holiday', at: 15 * 3_600_000 });
  expect(stays(call)).toEqual(['closed', 'open', 'holiday']);
});

const nextFlow = testFlow({
  start: 'later',
  variables: { opens: { type: 'string' } },
  on: { error: 'sorry' },
  schedules: {
    office: { timeZone: 'Europe/London', weekly: { mon: ['09:00-17:00'] } },
    never: { timeZone: 'Europe/London', weekly: {} },
  },
  nodes: {
    later: { type: 'set', values: { opens: "nextOpening('office')" }, next: 'never' },
    never: {
      type: 'branch',
      cases: [{ when: "nextOpening('never') == null && schedule('never') == 'closed'", next: 'bye' }],
      else: 'sorry',
    },
    sorry: { type: 'hangup', reason: 'sorry' },
    bye: { type: 'hangup', reason: 'bye' },
  },
});

test('the next opening is an ISO time in UTC, after now, or null', () => {
  const call = new PureCall(nextFlow, testCall(placedAt)).run();
  expect(call.state.variables).toEqual({ opens: '2026-11-02T09:00:00.000Z' });
  expect(endOf(call)).toMatchObject({ reason: 'bye' });
});

test('hours that were not worked out are the failure expression', () => {
  const { transcript } = begin(nextFlow, testCall(instant(placedAt)));
  expect(transcript.find(({ kind }) => kind === 'failure')).toMatchObject({ code: 'expression' });
});

test('a sub-flow has opening hours of its own, also of the same name', () => {
  const always = { timeZone: 'Europe/London', weekly: { 'mon-sun': ['00:00-24:00'] } };
  const ask = (yes: string, no: string) => ({
    type: 'branch',
    cases: [{ when: "schedule('office') == 'open'", next: yes }],
    else: no,
  });
  const inner = {
    id: 'inner',
    start: 'ask',
    returns: { open: {}, closed: {} },
    schedules: { office: always },
    nodes: {
      ask: ask('open', 'closed'),
      open: { type: 'return', as: 'open' },
      closed: { type: 'return', as: 'closed' },
    },
  };
  const outer = {
    start: 'ask',
    schedules: { office: { ...always, weekly: {} } },
    nodes: {
      ask: ask('wrong', 'enter'),
      enter: { type: 'subflow', flow: 'inner', on: { open: 'again', closed: 'wrong' } },
      again: ask('wrong', 'bye'),
      bye: { type: 'hangup', reason: 'each its own' },
      wrong: { type: 'hangup', reason: 'wrong' },
    },
  };
  const call = new PureCall(testFlow(outer, {}, [inner]), testCall(placedAt)).run();
  expect(endOf(call)).toMatchObject({ reason: 'each its own' });
});
