import { later } from '../../../src/call/index.ts';
import type { Happening } from '../../../src/cli/terminal-phone/happening.ts';
import type { PhoneSession } from '../../../src/cli/terminal-phone/phone-session.ts';
import { scenarioOf } from '../../../src/cli/terminal-phone/session-scenario.ts';
import { rehearse } from '../../../src/rehearsal/index.ts';
import { scenariosSchema } from '../../../src/scenario/index.ts';
import type { Scenario } from '../../../src/scenario/index.ts';
import { act, boundDocument, boundFlow, everything, openingOf, placed, runToTheEnd } from './support.ts';

const bound = boundDocument(everything);

const pressed = ({ happenings }: PhoneSession) => happenings.filter((each) => each.kind === 'pressed');
const inputs = (happenings: readonly Happening[]): readonly string[] =>
  happenings.flatMap((each) =>
    each.kind === 'noted' && each.entry.kind === 'input' ? [each.entry.outcome] : [],
  );

function saved(session: PhoneSession, opening: Scenario) {
  const { happenings, unmocked, now: until } = session;
  return scenarioOf({ opening, happenings, unmocked, until });
}

const read = (written: unknown): Scenario => {
  const [scenario] = scenariosSchema.parse([written]);
  if (scenario === undefined) throw new Error('nothing was saved');
  return scenario;
};

test('a key at the very instant at which its time is up comes after that, here and as a scenario (SP1)', () => {
  const opening = openingOf('front-desk');
  const session = placed(opening);
  while (session.state?.deadlines.inputTimer === null) session.runUntil(session.next ?? session.now);
  const timeIsUp = session.state?.deadlines.inputTimer ?? session.now;
  session.perform({ kind: 'press', key: '1' }, timeIsUp);
  session.perform({ kind: 'press', key: '1' }, timeIsUp);
  expect(pressed(session).map(({ at }) => at - timeIsUp)).toEqual([1, 2]);
  expect(inputs(session.happenings)[0]).toBe('noInput');
  runToTheEnd(session);
  const replayed = rehearse(boundFlow('front-desk'), read(saved(session, opening)));
  expect(replayed.transcript.flatMap((entry) => (entry.kind === 'input' ? [entry.outcome] : []))).toEqual(
    inputs(session.happenings),
  );
});

test('keys while it rings are heard by nobody, and are no part of the call', () => {
  const opening = openingOf('everything');
  const ringing = { ...everything, start: 'wait', nodes: { ...everything.nodes, wait } };
  const session = placed(opening, boundDocument(ringing));
  act(session, 500, { kind: 'press', key: '1' });
  expect([session.isAnswered, pressed(session)]).toEqual([false, []]);
  act(session, 5_000, { kind: 'press', key: '1' });
  expect([session.isAnswered, pressed(session).length]).toEqual([true, 1]);
});

const wait = { type: 'wait', for: '3s', next: 'pickUp' } as const;

test('each request is answered as it was, in its order', () => {
  const opening = openingOf('everything');
  const session = placed(opening, bound);
  act(session, 100, { kind: 'answerNext', answer: { error: 'network' } });
  act(session, 100, { kind: 'answerNext', answer: { status: 200, body: { desks: [1, 2] } } });
  runToTheEnd(session);
  const scenario = saved(session, opening);
  const request = { url: 'https://api.contoso.com/desks', method: 'GET', times: 1 };
  expect(scenario.mocks).toEqual({
    http: [
      { ...request, error: 'network' },
      { ...request, status: 200, body: { desks: [1, 2] } },
    ],
  });
  expect(rehearse(bound, read(scenario)).variables).toMatchObject({ found: { desks: [1, 2] } });
});

test('what is done while somebody speaks ends what they say', () => {
  const session = placed(openingOf('everything'), bound);
  while (!session.isRecording) session.runUntil(session.next ?? session.now);
  const from = session.now;
  act(session, 100, { kind: 'speak' });
  act(session, 2_000, { kind: 'press', key: '#' });
  expect(session.happenings.filter(({ kind }) => kind === 'spoke')).toEqual([
    { kind: 'spoke', at: later(from, 100), until: later(from, 2_100) },
  ]);
});

test('keys in a prompt are pressed during it, and typed ahead in one step; an agent is not what the caller hears', () => {
  const opening = openingOf('everything');
  const session = placed(opening, bound);
  while (session.state?.position.node !== 'pin') session.runUntil(session.next ?? session.now);
  act(session, 400, { kind: 'press', key: '1' });
  act(session, 200, { kind: 'press', key: '2' });
  act(session, 200, { kind: 'press', key: '3' });
  runToTheEnd(session);
  const { steps } = saved(session, opening);
  expect(steps.slice(-6)).toEqual([
    { wait: '400ms' },
    { press: '123', during: 'Your PIN, please.' },
    { expect: { transfer: 'sales' } },
    { expect: { prompt: 'One moment.' } },
    { expect: { prompt: 'One moment.' } },
    { expect: { end: 'transferred' } },
  ]);
});
