/** The shipped practice (docs/practice.md), call by call: every way through it, in both of its languages. */
import { clipKey } from '../../src/flow/index.ts';
import type { CompiledFlow } from '../../src/flow/index.ts';
import { endOf, entriesOf, inputs } from '../support/observations.ts';
import type { PureCall } from '../support/pure-call.ts';
import { placesOf, playsOf, practice, queuedBy, requestsOf } from './practice-call.ts';
import { everyCall, patient, scenario } from './practice-scenarios.ts';
import type { ScenarioName } from './practice-scenarios.ts';

const flows: readonly CompiledFlow[] = [practice, ...practice.subflows.values()];

/** Where a call went, from the main menu on. */
const afterMenu = (name: ScenarioName): readonly string[] => {
  const places = placesOf(scenario(name));
  return places.slice(places.indexOf('mainMenu') + 1);
};
const afterHours = (name: ScenarioName): readonly string[] => {
  const places = placesOf(scenario(name));
  return places.slice(places.indexOf('checkHours') + 1);
};
const identify = ['identify', 'identify-patient/askNumber', 'identify-patient/askBirthDate'];
const find = [...identify, 'identify-patient/findPatient'];
const identified = [...find, 'identify-patient/identified', 'noteIdentified', 'askCalendar'];
const voicemail = ['leaveMessage', 'sayOneMoment', 'handOver', 'thank'];

/** The files that a call has played, in their order, by the locale in their path. */
function filesOf(call: PureCall): readonly string[] {
  const paths = new Map(
    flows.flatMap(({ document, clips }) =>
      Object.values(document.prompts).flatMap((renderings) =>
        Object.entries(renderings).flatMap(([locale, { audio: path = '', text = null }]) => {
          const clip = clips.get(clipKey({ kind: 'audio', path, locale, text }));
          return clip === undefined ? [] : [[clip.name, path] as const];
        }),
      ),
    ),
  );
  return call.commands.flatMap((command) =>
    'clips' in command ? command.clips.map(({ name }) => paths.get(name) ?? 'spoken') : [],
  );
}

describe('the language', () => {
  it('is asked for in both, and chosen by a key during the prompt', () => {
    expect(playsOf(scenario('English by its key')).slice(0, 2)).toEqual([
      'welcome',
      'prompts/practice/de-DE/welcome.wav',
    ]);
    expect(placesOf(scenario('English by its key'))).not.toContain('speakGerman');
    expect(placesOf(scenario('German by its key'))).toContain('speakGerman');
  });

  it('holds for the rest of the call, in the sub-flow too', () => {
    const [welcome, other, ...files] = filesOf(scenario('everything in German'));
    expect([welcome, other]).toEqual([
      'prompts/practice/en-GB/welcome.wav',
      'prompts/practice/de-DE/welcome.wav',
    ]);
    expect(files.length).toBeGreaterThan(12);
    for (const file of files) expect(file).toContain('/de-DE/');
    const [, , ...english] = filesOf(scenario('not found'));
    for (const file of english) expect(file).toContain('/en-GB/');
  });

  it('is English for who presses nothing twice, or nothing of use', () => {
    expect(inputs(scenario('no language')).slice(0, 2)).toEqual([
      expect.stringMatching(/ noInput ""$/),
      expect.stringMatching(/ noInput ""$/),
    ]);
    expect(playsOf(scenario('no language')).filter((play) => play === 'welcome')).toHaveLength(2);
    expect(placesOf(scenario('no language')).slice(1, 4)).toEqual([
      'chooseLanguage',
      'checkHours',
      'mainMenu',
    ]);
    expect(inputs(scenario('a key that is no language'))[0]).toMatch(/ noMatch "7"$/);
    expect(playsOf(scenario('a key that is no language')).slice(0, 2)).toEqual(['welcome', 'welcome']);
  });
});

describe('the hours', () => {
  const closed = ['sayClosed', 'sayOpening', ...voicemail];

  it.each([
    ['at noon', closed, '2026-10-26T14:00:00.000Z'],
    ['on a Sunday', closed, '2026-11-02T08:30:00.000Z'],
    ['on a Sunday in summer', closed, '2026-07-06T07:30:00.000Z'],
    ['on Christmas Day', ['sayHoliday', ...closed], '2026-12-31T08:30:00.000Z'],
    ['on Good Friday', ['sayHoliday', ...closed], '2027-03-30T07:30:00.000Z'],
    ['on a bank holiday in ten years', ['sayHoliday', ...closed], '2036-08-26T07:30:00.000Z'],
    ['on the afternoon of Christmas Eve', ['sayHoliday', ...closed], '2026-12-31T08:30:00.000Z'],
  ] as const)('%s it is closed: the next opening is told, then a message is taken', (name, places, opens) => {
    expect(afterHours(name)).toEqual(places);
    expect(playsOf(scenario(name)).filter((play) => play.includes(' of '))).toEqual([
      expect.stringContaining(`date of ${opens}, Europe/London`),
      expect.stringContaining(`time of ${opens}, Europe/London`),
    ]);
    expect(endOf(scenario(name))).toMatchObject({ end: 'completed', reason: 'message left' });
  });

  it('on the morning of Christmas Eve it is open', () => {
    expect(afterHours('on the morning of Christmas Eve')).toEqual(['mainMenu', 'toReception']);
  });

  it('are kept by * too, and by an app that nobody speaks for', () => {
    expect(placesOf(scenario('reception by * when it is closed')).slice(2)).toEqual([
      'wantsReception',
      ...closed,
    ]);
    expect(afterHours('when it is closed and nobody speaks')).toEqual(closed);
    expect(playsOf(scenario('when it is closed and nobody speaks'))).not.toContain('opensAgain');
  });
});

describe('the menu', () => {
  it('tells what was wrong, and leads to the reception after three silences', () => {
    expect(playsOf(scenario('a menu without a key'))).toEqual([
      'welcome',
      'mainMenu',
      'nothingHeard',
      'mainMenu',
      'nothingHeard',
      'mainMenu',
    ]);
    expect(endOf(scenario('a menu without a key'))).toMatchObject({
      end: 'transferred',
      reason: 'reception',
    });
    expect(playsOf(scenario('a wrong key in the menu'))).toContain('notAnOption');
  });

  it('leads to the reception by 0, and so does * from everywhere', () => {
    expect(afterMenu('reception by 0')).toEqual(['toReception']);
    const byStar = ['wantsReception', 'announceReception', 'toReception'];
    expect(afterMenu('reception by *')).toEqual(byStar);
    expect(afterMenu('reception by * while a number is asked for')).toEqual([
      ...identify.slice(0, 2),
      ...byStar,
    ]);
  });
});

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
    expect(fill?.at).toBe((slow?.at ?? 0) + 750);
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

describe('the reception', () => {
  it.each([
    ['reception busy', ['sayBusy'], 'lineBusy'],
    ['reception without an answer', ['sayNobodyThere'], 'nobodyThere'],
    ['reception out of reach', ['noteUnreachable', 'sayNobodyThere'], 'nobodyThere'],
  ] as const)('with %s: a message is taken', (name, places, told) => {
    expect(afterMenu(name)).toEqual(['toReception', ...places, ...voicemail]);
    expect(playsOf(scenario(name))).toContain(told);
  });

  it('out of reach is a milestone, with what Graph says of it', () => {
    const events = entriesOf(scenario('reception out of reach'), 'event');
    expect(events).toMatchObject([{ name: 'reception.unreachable', data: { subcode: 7117 } }]);
  });
});

describe('a message', () => {
  it('is kept for ten days and handed to a queue, with what a person needs to call back', () => {
    const call = scenario('a message');
    expect(call.effects.find(({ kind }) => kind === 'fetchRecording')).toMatchObject({
      retention: 864_000_000,
    });
    expect(queuedBy(call)).toEqual([
      {
        queue: 'practice-messages',
        message: {
          call: 'call-1',
          from: '+4930901820001',
          language: 'en-GB',
          recording: 'https://ivr.contoso.com/api/media/r1.wav',
          seconds: 8,
        },
      },
    ]);
    expect(playsOf(call).slice(-4)).toEqual(['leaveMessage', 'oneMoment', 'messageTaken', 'goodbye']);
  });

  it('of nothing ends the call, and queues nothing', () => {
    expect(endOf(scenario('a message of nothing'))).toMatchObject({
      end: 'completed',
      reason: 'nothing said',
    });
    expect(queuedBy(scenario('a message of nothing'))).toEqual([]);
  });

  it.each([
    'a message that cannot be recorded',
    'a message that cannot be fetched',
    'a message that no queue takes',
  ] as const)('%s: the caller is not told that it was taken', (name) => {
    expect(playsOf(scenario(name)).slice(-2)).toEqual(['didNotWork', 'goodbye']);
    expect(endOf(scenario(name))).toMatchObject({ end: 'completed', reason: 'error' });
  });
});

describe('a caller who has gone', () => {
  const missed = (language: string): object => ({
    queue: 'practice-missed-calls',
    message: { call: 'call-1', from: '+4930901820001', language },
  });

  it('while speaking leaves no message, but is called back', () => {
    const call = scenario('gone while speaking');
    expect(placesOf(call).slice(-4)).toEqual(['leaveMessage', 'callerLeft', 'noteMissed', 'leave']);
    expect(queuedBy(call)).toEqual([missed('en-GB')]);
    expect(endOf(call).end).toBe('abandoned');
  });

  it('is called back in the language that was chosen', () => {
    expect(queuedBy(scenario('German by its key'))).toEqual([missed('de-DE')]);
  });

  it('with the appointment heard is not called back; without one is', () => {
    expect(queuedBy(scenario('an appointment in English'))).toEqual([]);
    expect(queuedBy(scenario('no appointment'))).toEqual([missed('en-GB')]);
  });

  it('ends the call also where no queue takes it', () => {
    expect(placesOf(scenario('gone, and no queue takes it')).slice(-2)).toEqual(['noteMissed', 'leave']);
    expect(endOf(scenario('gone, and no queue takes it')).end).toBe('abandoned');
  });
});

describe('other ends', () => {
  it('what Graph refuses leads to an apology', () => {
    expect(playsOf(scenario('a prompt that Graph refuses')).slice(-2)).toEqual(['didNotWork', 'goodbye']);
  });

  it('a call that is not connected ends without a word', () => {
    expect(placesOf(scenario('not connected'))).toEqual(['pickUp', 'neverConnected']);
    expect(playsOf(scenario('not connected'))).toEqual([]);
  });

  it('a call of ten minutes is over', () => {
    expect(placesOf(scenario('too long')).at(-1)).toBe('timeIsUp');
    expect(endOf(scenario('too long'))).toMatchObject({ end: 'maxDuration', reason: 'too long' });
    expect(Math.floor(endOf(scenario('too long')).at / 60_000)).toBe(10);
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
