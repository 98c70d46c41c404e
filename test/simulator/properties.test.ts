import fc from 'fast-check';
import type { SimulatedCall } from '../../src/simulator/call/simulated-call.ts';
import { answerBody, prompt, world } from './world.ts';
import type { World } from './world.ts';

type Step = readonly [name: string, amount: number];

const user = { identity: { user: { id: 'agent' } } };

/** What an app, a caller and time can do to a call. */
const steps: Readonly<
  Record<string, (here: World, call: SimulatedCall, amount: number) => Promise<unknown>>
> = {
  wait: (here, _call, amount) => here.clock.advance(amount),
  waitLong: (here, _call, amount) => here.clock.advance(amount * 40),
  answer: (here, call) => here.act(call, 'answer', answerBody),
  reject: (here, call) => here.act(call, 'reject', {}),
  redirect: (here, call) => here.act(call, 'redirect', { targets: [user] }),
  transfer: (here, call) => here.act(call, 'transfer', { transferTarget: user }),
  failingTransfer: (here, call) => {
    here.fault({ transfer: true, outcome: 'failed' });
    return here.act(call, 'transfer', { transferTarget: user });
  },
  play: (here, call, amount) =>
    here.act(call, 'playPrompt', {
      prompts: [prompt(amount), prompt(amount)],
      clientContext: `p${String(amount)}`,
    }),
  playMissing: (here, call) => here.act(call, 'playPrompt', { prompts: [prompt('missing.wav')] }),
  record: (here, call, amount) =>
    here.act(call, 'recordResponse', { bargeInAllowed: amount % 2 === 0, stopTones: ['#'] }),
  invite: (here, call, amount) =>
    here.act(call, 'participants/invite', {
      participants: [{ identity: { user: { id: `u${String(amount % 3)}` } } }],
      clientContext: `i${String(amount)}`,
    }),
  failingInvite: (here, call, amount) => {
    here.fault({ invite: true, outcome: amount % 2 === 0 ? 'busy' : 'noAnswer' });
    return here.act(call, 'participants/invite', { participants: [user] });
  },
  list: (here, call) => here.graph('GET', `/v1.0/communications/calls/${call.id}/participants`),
  comes: (here, call, amount) => {
    if (call.phase === 'established') here.roster(call, { join: { user: `u${String(amount % 3)}` } });
    return Promise.resolve();
  },
  goes: (here, call, amount) => {
    const [one] = call.roster.company.slice(amount % 2);
    if (!call.ended && one !== undefined) here.roster(call, { leave: one.id });
    return Promise.resolve();
  },
  cancel: (here, call) => here.act(call, 'cancelMediaProcessing', {}),
  subscribe: (here, call) => here.act(call, 'subscribeToTone', {}),
  keepAlive: (here, call) => here.act(call, 'keepAlive'),
  get: (here, call) => here.graph('GET', `/v1.0/communications/calls/${call.id}`),
  delete: (here, call) => here.graph('DELETE', `/v1.0/communications/calls/${call.id}`),
  keys: (here, call, amount) => {
    if (!call.ended) here.simulation.pressKeys(call, amount % 2 === 0 ? '12#' : '9', amount);
    return Promise.resolve();
  },
  speak: (_here, call, amount) => {
    if (!call.ended) call.speak(amount, null);
    return Promise.resolve();
  },
  hangup: (here, call) => {
    here.simulation.hangUp(call);
    return Promise.resolve();
  },
};

const anyStep: fc.Arbitrary<Step> = fc.tuple(
  fc.constantFrom(...Object.keys(steps)),
  fc.integer({ min: 0, max: 3000 }),
);
const likelySteps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: anyStep },
    { weight: 2, arbitrary: fc.tuple(fc.constant('wait'), fc.integer({ min: 0, max: 500 })) },
  ),
  { maxLength: 30 },
);

/** Plays the steps, half of the time after a proper answer, and checks what must hold after every one. */
async function run(answered: boolean, script: readonly Step[]): Promise<[World, SimulatedCall]> {
  const here = await world();
  const call = answered ? await here.established() : await here.incoming();
  for (const [name, amount] of script) {
    await Object.entries(steps).find(([key]) => key === name)?.[1](here, call, amount);
    expect(here.simulation.log.entries.filter(({ status }) => status >= 500)).toEqual([]);
  }
  return [here, call];
}

const requestsOf = (call: SimulatedCall, operation: string) =>
  call.transcript.entries.filter(
    (entry) => entry.kind === 'request' && entry.operation === operation && entry.status < 300,
  );

test('whatever is done, a call is answered, rejected or redirected once at most', async () => {
  await fc.assert(
    fc.asyncProperty(likelySteps, async (script) => {
      const [, call] = await run(false, script);
      const taken = ['answer', 'reject', 'redirect'].flatMap((operation) => requestsOf(call, operation));
      expect(taken.length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 60 },
  );
});

test('what sounds and what records never overlaps (SM1)', async () => {
  await fc.assert(
    fc.asyncProperty(likelySteps, async (script) => {
      const [here, call] = await run(true, script);
      await here.clock.advance(60_000);
      const spans = call.transcript.entries.flatMap((entry) =>
        entry.kind === 'prompt' || entry.kind === 'beep' || entry.kind === 'recording'
          ? [[entry.at, entry.until ?? Infinity] as const]
          : [],
      );
      const overlaps = spans.filter(([at], n) => spans.slice(0, n).some(([, until]) => until > at));
      expect(overlaps).toEqual([]);
      expect(spans.every(([at, until]) => until >= at)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('every operation that was taken ends once, unless the call ends first (SM2)', async () => {
  await fc.assert(
    fc.asyncProperty(likelySteps, async (script) => {
      const [here, call] = await run(true, script);
      const ids = () =>
        here.notified.flatMap(({ resourceUrl }) => /operations\/(.+)$/.exec(resourceUrl)?.[1] ?? []);
      await here.clock.advance(400_000);
      const taken = ['playPrompt', 'recordResponse', 'inviteParticipants'].flatMap((operation) =>
        requestsOf(call, operation),
      );
      expect(new Set(ids()).size).toBe(ids().length);
      if (call.ended) expect(ids().length).toBeLessThanOrEqual(taken.length);
      else expect(ids()).toHaveLength(taken.length);
    }),
    { numRuns: 60 },
  );
});

test('after the end everything is 404 with 8522, and nothing more is told or heard (S1, S2)', async () => {
  await fc.assert(
    fc.asyncProperty(likelySteps, likelySteps, async (script, after) => {
      const [here, call] = await run(true, script);
      if (!call.ended && call.kind === 'group') here.roster(call, { leave: 'app' });
      if (!call.ended) here.simulation.hangUp(call);
      await here.clock.advance(1000);
      expect(call.ended).toBe(true);
      const told = here.notified.length;
      const logged = here.simulation.log.entries.length;
      for (const [name, amount] of after) {
        await Object.entries(steps).find(([key]) => key === name)?.[1](here, call, amount);
      }
      const later = here.simulation.log.entries.slice(logged);
      expect(later.filter(({ status, code }) => status !== 404 || code !== '8522')).toEqual([]);
      expect(here.notified.slice(told)).toEqual([]);
      expect(here.notified.filter(({ data }) => data.state === 'terminated')).toHaveLength(1);
    }),
    { numRuns: 60 },
  );
});

test('tones are told once each, numbered from 1 without a gap (S3)', async () => {
  await fc.assert(
    fc.asyncProperty(likelySteps, async (script) => {
      const [here] = await run(true, [['subscribe', 0], ...script]);
      await here.clock.advance(20_000);
      const numbers = here.notified.flatMap(
        ({ data }) => (data.toneInfo as { sequenceId: number } | undefined)?.sequenceId ?? [],
      );
      expect(numbers).toEqual(numbers.map((_, n) => n + 1));
    }),
    { numRuns: 60 },
  );
});

interface Listed {
  readonly id: string;
  readonly rosterSequenceNumber: number;
}

test('of whatever was told of participants, the last list is who is there, and numbers only grow (SR1, SR2)', async () => {
  await fc.assert(
    fc.asyncProperty(likelySteps, async (script) => {
      const [here, call] = await run(true, script);
      await here.clock.advance(70_000);
      const lists = here.notified
        .filter(({ resourceUrl }) => resourceUrl.endsWith('/participants'))
        .map(({ data }) => data as unknown as Listed[]);
      if (call.kind === 'oneToOne') expect(lists).toEqual([]);
      if (!call.ended && call.kind === 'group')
        expect(lists.at(-1)?.map(({ id }) => id)).toEqual(call.roster.all.map(({ id }) => id));
      const latest = lists.map((list) => new Map(list.map((one) => [one.id, one.rosterSequenceNumber])));
      for (const [n, list] of latest.entries())
        for (const [id, number] of list) expect(latest[n - 1]?.get(id) ?? 0).toBeLessThanOrEqual(number);
    }),
    { numRuns: 60 },
  );
});

test('a group call that lives is never one in which the app is alone for good (SR4)', async () => {
  await fc.assert(
    fc.asyncProperty(likelySteps, async (script) => {
      const [here, call] = await run(true, script);
      await here.clock.advance(70_000);
      expect([call.expected, call.ended || call.roster.company.length > 0]).toEqual([
        call.ended ? call.expected : 0,
        true,
      ]);
    }),
    { numRuns: 60 },
  );
});
