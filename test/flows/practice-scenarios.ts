/** One call for every way through the shipped practice. Times are ms from the start of the call. */
import { instant } from '../../src/call/index.ts';
import { refuses } from '../support/observations.ts';
import type { PureCall } from '../support/pure-call.ts';
import { answer, callPractice, found, noAnswer, noKey, nothingRecorded, placesOf } from './practice-call.ts';
import type { World } from './practice-call.ts';

/** 1 accepts the date of birth, 2 rejects it. */
export const patient = { number: '123456', bornOn: '01021990' } as const;
const identity = `${patient.number}${patient.bornOn}1`;

/** An instant in UTC, which is London's time in winter. */
const at = (text: string): World => ({ startedAt: instant(Date.parse(text)) });

const failed = { kind: 'failed', code: 500, subcode: 7117 } as const;
const refusedTransfer = (code: number, subcode = 0): World => ({ transfer: () => ({ code, subcode }) });
const voicemail = (world: World): PureCall => callPractice(world).press(1_000, '12').run();
const typed = (keys: string, world: World = {}): PureCall => callPractice(world).press(1_000, keys).run();

const written = {
  'not connected': () => callPractice({ audioBecomesActive: false }).run(),
  'English by its key': () => callPractice().press(4_000, '1').hangUp(9_000).run(),
  'German by its key': () => callPractice().press(4_000, '2').hangUp(9_000).run(),
  'no language': () => callPractice().hangUp(40_000).run(),
  'a key that is no language': () => callPractice().press(1_000, '7').hangUp(20_000).run(),
  'an appointment in English': () => callPractice().press(1_000, `11${identity}`).hangUp(20_000).run(),
  'an appointment in German': () => callPractice().press(1_000, `21${identity}`).hangUp(20_000).run(),
  'everything in German': () =>
    callPractice({ ...refusedTransfer(408), find: [answer(404), answer(404)] })
      .press(4_000, '2')
      .press(14_000, '1')
      .press(20_000, identity)
      .press(30_000, identity)
      .run(),
  'a menu without a key': () => typed('1'),
  'a wrong key in the menu': () => callPractice().press(1_000, '19').press(10_000, '0').run(),
  'reception by 0': () => typed('10'),
  'reception by *': () => typed('1*'),
  'reception by * while a number is asked for': () => typed('11*'),
  'reception by * when it is closed': () => typed('*', at('2026-11-01T10:00:00Z')),
  'at noon': () => typed('1', at('2026-10-26T12:45:00Z')),
  'on a Sunday': () => typed('1', at('2026-11-01T10:00:00Z')),
  'on a Sunday in summer': () => typed('2', at('2026-07-05T10:00:00Z')),
  'on Christmas Day': () => typed('1', at('2026-12-25T10:00:00Z')),
  'on Good Friday': () => typed('1', at('2027-03-26T10:00:00Z')),
  'on a bank holiday in ten years': () => typed('1', at('2036-08-25T10:00:00Z')),
  'on the morning of Christmas Eve': () => typed('10', at('2026-12-24T10:00:00Z')),
  'on the afternoon of Christmas Eve': () => typed('1', at('2026-12-24T15:00:00Z')),
  'when it is closed and nobody speaks': () =>
    typed('1', { ...at('2026-11-01T10:00:00Z'), speech: 'refused' }),
  'a date of birth that is none': () =>
    callPractice()
      .press(1_000, `11${patient.number}31021990`)
      .press(10_000, `${patient.bornOn}1`)
      .hangUp(25_000)
      .run(),
  'a date of birth that is taken back': () =>
    callPractice()
      .press(1_000, `11${patient.number}020219902`)
      .press(10_000, `${patient.bornOn}1`)
      .hangUp(25_000)
      .run(),
  'no patient number': () => typed('11'),
  'no date of birth': () => typed(`11${patient.number}`),
  'found at the second try': () =>
    callPractice({ find: [answer(404), found] })
      .press(1_000, `11${identity}`)
      .press(10_000, identity)
      .hangUp(25_000)
      .run(),
  'not found': () =>
    callPractice({ find: [answer(404)] })
      .press(1_000, `11${identity}`)
      .press(10_000, identity)
      .run(),
  'patients slow': () =>
    callPractice({ find: [answer(200, { patientId: '4f1a' }, 3_500)] })
      .press(1_000, `11${identity}`)
      .hangUp(20_000)
      .run(),
  'patients out of order': () => typed(`11${identity}`, { find: [noAnswer] }),
  'without a key for the system': () => typed(`11${identity}`, { find: [noKey] }),
  'no appointment': () =>
    callPractice({ appointment: answer(404) })
      .press(1_000, `11${identity}`)
      .hangUp(12_000)
      .run(),
  'calendar slow': () =>
    callPractice({ appointment: answer(200, { startsAt: '2026-11-02T14:15:00Z' }, 3_500) })
      .press(1_000, `11${identity}`)
      .hangUp(20_000)
      .run(),
  'calendar out of order': () => typed(`11${identity}`, { appointment: answer(503) }),
  'an appointment that nobody can speak': () => typed(`11${identity}`, { speech: 'refused' }),
  'reception busy': () => typed('10', refusedTransfer(486)),
  'reception without an answer': () => typed('10', refusedTransfer(408)),
  'reception out of reach': () => typed('10', refusedTransfer(failed.code, failed.subcode)),
  'a message': () => voicemail({}),
  'a message of nothing': () => voicemail({ record: nothingRecorded }),
  'a message that cannot be recorded': () =>
    voicemail({ result: refuses('recordResponse', { status: 403, subcode: 7503 }) }),
  'a message that cannot be fetched': () => voicemail({ fetching: null }),
  'a message that no queue takes': () => voicemail({ queue: 'refused' }),
  'gone while speaking': () => callPractice({ record: null }).press(1_000, '12').hangUp(9_000).run(),
  'gone, and no queue takes it': () => callPractice({ queue: 'refused' }).hangUp(3_000).run(),
  'a prompt that Graph refuses': () =>
    callPractice({ result: refuses('playPrompt', { status: 500 }, 2) })
      .press(1_000, '1')
      .run(),
  'too long': () => {
    const call = callPractice();
    call.press(1_000, '1');
    for (let round = 0; round < 32; round += 1) call.press(3_000 + round * 20_000, `1${identity}`);
    return call.run();
  },
} satisfies Readonly<Record<string, () => PureCall>>;

export type ScenarioName = keyof typeof written;

const done = new Map<string, PureCall>();

/** The call of this name, run once. */
export function scenario(name: ScenarioName): PureCall {
  const call = done.get(name) ?? written[name]();
  done.set(name, call);
  return call;
}

export const everyCall = (): readonly PureCall[] =>
  Object.entries(written).map(([name, run]) => {
    const call = done.get(name) ?? run();
    done.set(name, call);
    return call;
  });

/** Where a call went, from the main menu on. */
export const afterMenu = (name: ScenarioName): readonly string[] => {
  const places = placesOf(scenario(name));
  return places.slice(places.indexOf('mainMenu') + 1);
};
