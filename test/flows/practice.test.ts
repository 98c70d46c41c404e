/** The shipped practice (docs/practice.md), call by call: its languages, hours, menu, reception, voicemail and ends. */
import { clipKey } from '../../src/flow/index.ts';
import { endOf, entriesOf, inputs } from '../support/observations.ts';
import type { PureCall } from '../support/pure-call.ts';
import { flows, placesOf, playsOf, queuedBy } from './practice-call.ts';
import { afterMenu, scenario } from './practice-scenarios.ts';
import type { ScenarioName } from './practice-scenarios.ts';

const afterHours = (name: ScenarioName): readonly string[] => {
  const places = placesOf(scenario(name));
  return places.slice(places.indexOf('checkHours') + 1);
};
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
      'identify',
      'identify-patient/askNumber',
      ...byStar,
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
