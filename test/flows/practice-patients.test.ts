/** Who calls the shipped practice, and what its own system says of them; then, that all these calls leave nothing out. */
import { entriesOf, inputs } from '../support/observations.ts';
import { flows, playsOf, queuedBy, requestsOf } from './practice-call.ts';
import { afterMenu, everyCall, patient, scenario } from './practice-scenarios.ts';

const identify = ['identify', 'identify-patient/askNumber', 'identify-patient/askBirthDate'];
const find = [...identify, 'identify-patient/findPatient'];
const identified = [...find, 'identify-patient/identified', 'noteIdentified', 'askCalendar'];

describe('who calls', () => {
  it('is found by keys that were all typed ahead, and hears the appointment', () => {
    expect(afterMenu('an appointment in English')).toEqual([
      ...identified,
      'sayNext',
      'sayWhen',
      'mainMenu',
      'callerLeft',
      'leave',
    ]);
    expect(playsOf(scenario('an appointment in English')).slice(-5)).toEqual([
      'nextAppointment',
      'date of 2026-11-02T14:15:00Z, Europe/London, en-GB',
      'atTime',
      'time of 2026-11-02T14:15:00Z, Europe/London, en-GB',
      'mainMenu',
    ]);
    expect(playsOf(scenario('an appointment in German')).slice(-4)).toEqual([
      'date of 2026-11-02T14:15:00Z, Europe/London, de-DE',
      'atTime',
      'time of 2026-11-02T14:15:00Z, Europe/London, de-DE',
      'mainMenu',
    ]);
    expect(entriesOf(scenario('an appointment in German'), 'event')).toMatchObject([
      { name: 'patient.identified', data: { language: 'de-DE' } },
    ]);
  });

  it('is asked for with both systems’ answers judged, by a key that only the app has', () => {
    const auth = { kind: 'setting', header: 'x-api-key', setting: 'PRACTICE_API_KEY' };
    expect(requestsOf(scenario('an appointment in English'))).toMatchObject([
      {
        method: 'POST',
        url: 'http://127.0.0.1:7090/patients/find',
        body: { kind: 'json', value: patient },
        auth,
        timeout: 3_000,
        retries: 1,
        idempotent: true,
        expect: { required: ['patientId'] },
      },
      {
        method: 'GET',
        url: 'http://127.0.0.1:7090/patients/4f1a/next-appointment',
        body: null,
        auth,
        timeout: 3_000,
        retries: 1,
        expect: { required: ['startsAt'] },
      },
    ]);
  });

  it('has a date of birth that stands nowhere but in the one request', () => {
    for (const call of everyCall()) {
      expect(JSON.stringify(call.transcript)).not.toContain(patient.bornOn);
      expect(JSON.stringify(queuedBy(call))).not.toContain(patient.bornOn);
    }
    const masked = inputs(scenario('an appointment in English')).filter((input) =>
      input.includes('••••••••'),
    );
    expect(masked).toHaveLength(1);
  });

  it.each(['a date of birth that is none', 'a date of birth that is taken back'] as const)(
    'may key in %s, is told so, and asked again',
    (name) => {
      expect(playsOf(scenario(name)).join()).toMatch(/,notRight,askBirthDate,isThatRight,nextAppointment,/);
    },
  );

  it.each(['no patient number', 'no date of birth'] as const)('and keys in %s gets the reception', (name) => {
    expect(afterMenu(name).slice(-3)).toEqual([
      'identify-patient/failed',
      'announceReception',
      'toReception',
    ]);
    expect(playsOf(scenario(name)).filter((play) => play === 'nothingHeard')).toHaveLength(2);
  });

  it('may try twice, then gets the reception', () => {
    const again = ['countTry', 'sayNotFound', 'mayTryAgain'].map((node) => `identify-patient/${node}`);
    expect(afterMenu('found at the second try').slice(0, 14)).toEqual([
      ...find,
      ...again,
      ...identified.slice(1),
      'sayNext',
    ]);
    expect(afterMenu('not found')).toEqual([
      ...find,
      ...again,
      ...find.slice(1),
      ...again,
      'identify-patient/failed',
      'announceReception',
      'toReception',
    ]);
  });
});

describe("the practice's own system", () => {
  it.each(['patients slow', 'calendar slow'] as const)('with %s fills the time, then goes on', (name) => {
    expect(playsOf(scenario(name)).filter((play) => play === 'oneMoment')).toHaveLength(2);
    expect(afterMenu(name)).toContain('sayWhen');
    const [slow] = entriesOf(scenario(name), 'http').filter(({ at, until }) => until - at === 3_500);
    const [fill] = entriesOf(scenario(name), 'prompt').filter(({ play }) => play === 'oneMoment');
    expect(fill?.at).toBe((slow?.at ?? 0) + 500);
  });

  it.each(['patients out of order', 'without a key for the system', 'calendar out of order'] as const)(
    '%s: the caller is told so, and put through',
    (name) => {
      expect(afterMenu(name).slice(-3)).toEqual(['cannotLookUp', 'announceReception', 'toReception']);
      expect(playsOf(scenario(name)).slice(-2)).toEqual(['didNotWork', 'puttingThrough']);
    },
  );

  it('that knows no appointment says so', () => {
    expect(afterMenu('no appointment').slice(0, 9)).toEqual([...identified, 'sayNoAppointment', 'mainMenu']);
  });

  it('that tells an appointment which nobody can speak leads to somebody who can', () => {
    expect(afterMenu('an appointment that nobody can speak').slice(-5)).toEqual([
      'sayNext',
      'sayWhen',
      'cannotLookUp',
      'announceReception',
      'toReception',
    ]);
  });
});

describe('together these calls', () => {
  const taken = new Set(
    everyCall().flatMap((call) => {
      const last = new Map<string, string>();
      return entriesOf(call, 'enter').map(({ flow, node }) => {
        const before = last.get(flow) ?? 'start';
        last.set(flow, node);
        return `${flow}: ${before} -> ${node}`;
      });
    }),
  );

  it('enter every node', () => {
    const entered = new Set([...taken].map((step) => step.replace(/^(.*: ).* -> (.*)$/, '$1$2')));
    const nodes = flows.flatMap(({ id, nodes: all }) => [...all.keys()].map((name) => `${id}: ${name}`));
    expect(nodes.filter((node) => !entered.has(node))).toEqual([]);
  });

  it('go every way from node to node that an outcome has', () => {
    const ways = flows.flatMap(({ id, nodes }) =>
      [...nodes].flatMap(([name, { edges }]) => edges.map(({ to }) => `${id}: ${name} -> ${to}`)),
    );
    expect(ways.length).toBeGreaterThan(55);
    expect([...new Set(ways)].filter((way) => !taken.has(way))).toEqual([]);
  });

  it('play every prompt', () => {
    const played = new Set(everyCall().flatMap(playsOf));
    const names = flows.flatMap(({ document }) => Object.keys(document.prompts));
    expect(names.filter((name) => !played.has(name))).toEqual([]);
  });
});
