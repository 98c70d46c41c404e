/** What a person does on the phone, saved as a scenario, is the same call again: whatever they do, and whenever. */
import * as fc from 'fast-check';
import { inOrder, keys, later, recordedEntry } from '../../../src/call/index.ts';
import { transferFailures } from '../../../src/cli/terminal-phone/happening.ts';
import type { PhoneAction } from '../../../src/cli/terminal-phone/happening.ts';
import { scenarioText } from '../../../src/cli/terminal-phone/save-scenario.ts';
import { scenarioOf } from '../../../src/cli/terminal-phone/session-scenario.ts';
import { rehearse } from '../../../src/rehearsal/index.ts';
import { loadScenarios } from '../../../src/scenario/index.ts';
import type { Scenario } from '../../../src/scenario/index.ts';
import { act, boundDocument, boundFlow, everything, openingOf, placed, runToTheEnd } from './support.ts';

const patient = { patientId: 'p-4711', locale: 'en-GB' };
const http: NonNullable<Scenario['mocks']>['http'] = [
  { url: 'https://*', status: 200, body: patient, times: 1 },
];

const action: fc.Arbitrary<PhoneAction> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...keys).map((key) => ({ kind: 'press', key }) as const) },
  { weight: 4, arbitrary: fc.constant({ kind: 'speak' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'fallSilent' } as const) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(...transferFailures)
      .map((outcome) => ({ kind: 'failTransfer', outcome }) as const),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom({ status: 404 }, { status: 200, body: patient }, { error: 'network' as const })
      .map((answer) => ({ kind: 'answerNext', answer }) as const),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'raise', name: 'agentFree', data: { desk: 4 } } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'hangUp' } as const) },
);

/** Short gaps as of one who types, gaps within a prompt, and such as somebody who has gone away. */
const gap = fc.oneof(
  // The very instant at which something happens by itself.
  { weight: 2, arbitrary: fc.constant('next' as const) },
  fc.constantFrom(0, 1, 200, 300, 301),
  fc.integer({ min: 0, max: 9_000 }),
  fc.constant(60_000),
);

const deeds = fc.array(fc.record({ after: gap, action }), { maxLength: 25 });
const at = fc.constantFrom('2026-10-26T09:00:00Z', '2026-10-24T19:00:00.123Z', '2026-12-25T10:00:00+01:00');

const flows = [...['front-desk', 'practice', 'lobby'].map(boundFlow), boundDocument(everything)];
const named = flows.map((bound) => [bound.document.id, bound] as const);

test.each(named)('a saved session of %s is the same call (SP1, SP2)', (id, bound) => {
  fc.assert(
    fc.property(deeds, at, fc.boolean(), (done, placedAt, mocked) => {
      const opening = openingOf(id, { at: placedAt, ...(mocked ? { mocks: { http } } : {}) });
      const session = placed(opening, bound);
      for (const { after, action: each } of done) {
        // Nobody records somebody who speaks where nothing is recorded.
        const length = after === 'next' ? (session.next ?? session.now) - session.now : after;
        if (each.kind === 'speak') session.runUntil(later(session.now, length));
        if (each.kind !== 'speak' || session.isRecording)
          act(session, each.kind === 'speak' ? 0 : length, each);
      }
      const { happenings, unmocked, now: until } = session;
      const early = scenarioOf({ opening, happenings: [...happenings], unmocked: [...unmocked], until });
      if (session.isSpeaking) act(session, 0, { kind: 'fallSilent' });
      runToTheEnd(session);
      const whole = scenarioOf({ opening, happenings, unmocked, until: session.now });
      const transcript = session.happenings.flatMap((each) => (each.kind === 'noted' ? [each.entry] : []));
      const played = inOrder(transcript).map((entry) => recordedEntry(entry, session.call.startedAt));
      const loaded = loadScenarios(`[${scenarioText(whole)}]`, { file: 'session' });
      if (loaded.kind === 'problems') throw new Error(loaded.problems.map(({ message }) => message).join());
      const [read] = loaded.scenarios;
      if (read === undefined) throw new Error('nothing was saved');
      const result = rehearse(bound, read.scenario);
      expect(result.failures).toEqual([]);
      expect(result.transcript).toEqual(played);
      // What was saved in the middle of the call is a scenario, too.
      const halfway = loadScenarios(`[${scenarioText(early)}]`, { file: 'session' });
      expect(halfway.kind).toBe('ok');
      if (halfway.kind === 'ok' && halfway.scenarios[0] !== undefined)
        expect(rehearse(bound, halfway.scenarios[0].scenario).failures).toEqual([]);
    }),
    { numRuns: 50 },
  );
});
