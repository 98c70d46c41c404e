import { compileFlow, bindFlow, loadFlow, scheduleOrder } from '../../src/flow/index.ts';
import type { CalendarRead, LoadOptions } from '../../src/flow/index.ts';
import { openingHours } from '../../src/flow/schedule.ts';
import { testCall, testFlow } from '../support/flows.ts';
import { placedAt } from '../support/pure-call.ts';

const office = { timeZone: 'Europe/London', weekly: { 'mon-fri': ['09:00-17:30'] } };

const flowWith = (schedules: object, when = "schedule('office') == 'open'"): object => ({
  start: 'hours',
  schedules,
  nodes: {
    hours: { type: 'branch', cases: [{ when, next: 'end' }], else: 'end' },
    end: { type: 'hangup' },
  },
});

const timeZones = {
  isKnown: (name: string) => ['Europe/London', 'UTC', 'US/Pacific'].includes(name),
  names: () => ['America/New_York', 'Europe/Berlin', 'Europe/London'],
};

const load = (flow: object, options: Partial<LoadOptions> = {}) =>
  loadFlow(JSON.stringify({ id: 'test', version: '1.0.0', locale: 'en-GB', ...flow }, null, 1), {
    file: 'flow.json',
    settings: () => undefined,
    missingSettings: 'refuse',
    timeZones,
    ...options,
  });

const found = (flow: object, options: Partial<LoadOptions> = {}) =>
  load(flow, options).problems.map(({ code, severity, pointer, suggestion }) =>
    [code, severity, pointer, ...(suggestion === undefined ? [] : [suggestion])].join(' '),
  );

const minutes = (start: number, end: number) => ({ start: start * 60, end: end * 60 });

describe('opening hours as they are written', () => {
  const weekOf = (weekly: Record<string, string[]>) => openingHours({ timeZone: 'UTC', weekly }).weekly;
  const nine = minutes(9, 17);

  test.each([
    ['mon', [0]],
    ['mon-fri', [0, 1, 2, 3, 4]],
    ['sat,sun', [5, 6]],
    ['sun,mon', [0, 6]],
    ['mon-wed,fri', [0, 1, 2, 4]],
    ['sat-mon', [0, 5, 6]],
    ['tue-tue', [1]],
    ['mon-sun', [0, 1, 2, 3, 4, 5, 6]],
    ['mon,mon', [0]],
  ])('%s', (written, days) => {
    const week = weekOf({ [written]: ['09:00-17:00'] });
    expect(week).toEqual(Array.from({ length: 7 }, (_day, day) => (days.includes(day) ? [nine] : [])));
  });

  test('a day named twice has both', () => {
    const week = weekOf({ 'mon-tue': ['09:00-12:00'], 'tue-wed': ['13:00-17:00'] });
    expect(week.slice(0, 3)).toEqual([
      [minutes(9, 12)],
      [minutes(9, 12), minutes(13, 17)],
      [minutes(13, 17)],
    ]);
  });

  test.each([
    ['09:00-17:30', { start: 540, end: 1_050 }],
    ['00:00-24:00', { start: 0, end: 1_440 }],
    ['22:00-02:00', { start: 1_320, end: 1_560 }],
    ['18:00-00:00', { start: 1_080, end: 1_440 }],
    ['00:01-00:00', { start: 1, end: 1_440 }],
  ])('%s', (written, range) => {
    expect(weekOf({ mon: [written] })[0]).toEqual([range]);
  });

  test.each([
    '24:00-08:00',
    '9:00-17:00',
    '09:00-24:01',
    '09:00-25:00',
    '09:60-10:00',
    '09:00 - 17:00',
    '09:00',
    '',
  ])('the range %j is refused', (range) => {
    expect(found(flowWith({ office: { ...office, weekly: { mon: [range] } } }))).toEqual([
      'FLOW-WRONG-FORMAT error /schedules/office/weekly/mon/0',
    ]);
  });

  test.each(['Mon', 'monday', 'mon-', 'mon,', 'mon, tue', 'mon-tue-wed', ''])(
    'the days %j are refused',
    (days) => {
      expect(load(flowWith({ office: { ...office, weekly: { [days]: [] } } })).problems).toMatchObject([
        { code: 'FLOW-WRONG-KEY' },
      ]);
    },
  );

  test.each([
    { date: '2026-12-25', from: '2026-12-25', to: '2026-12-26' },
    { date: '2026-12-25', ics: 'holidays.ics' },
    { date: '2026-12-25', to: '2026-12-26' },
    { from: '2026-12-25' },
    { to: '2026-12-25' },
    {},
  ])('the holiday %j is refused: it is not one of a day, days and a calendar', (holiday) => {
    expect(load(flowWith({ office: { ...office, holidays: [holiday] } })).problems).toMatchObject([
      { message: 'A holiday has "date", or "from" and "to", or "ics".' },
    ]);
  });

  test('a holiday needs no name', () => {
    expect(found(flowWith({ office: { ...office, holidays: [{ date: '2028-02-29' }] } }))).toEqual([]);
  });
});

describe('time zones', () => {
  test.each([
    ['Europe/Lodnon', ' Europe/London'],
    ['Berlin', ' Europe/Berlin'],
    ['New York', ' America/New_York'],
    ['Atlantis', ''],
  ])('%s is unknown', (timeZone, suggestion) => {
    expect(found(flowWith({ office: { ...office, timeZone } }))).toEqual([
      `FLOW-UNKNOWN-TIME-ZONE error /schedules/office/timeZone${suggestion}`,
    ]);
  });

  test('one that is a missing setting is not judged where a setting may be missing', () => {
    const flow = flowWith({ office: { ...office, timeZone: '${ZONE}' } });
    expect(found(flow, { missingSettings: 'standIn' })).toEqual([
      'SETTING-MISSING warning /schedules/office/timeZone',
    ]);
  });
});

describe('holidays that end', () => {
  const holidays = [
    { date: '2026-12-25', name: 'Christmas Day' },
    { from: '2026-01-01', to: '2026-01-02' },
  ];
  const flow = flowWith({ office: { ...office, holidays } });

  test.each([
    ['2026-11-24', []],
    ['2026-11-25', ['FLOW-HOLIDAYS-END warning /schedules/office/holidays']],
    ['2026-12-25', ['FLOW-HOLIDAYS-END warning /schedules/office/holidays']],
    ['2031-01-01', ['FLOW-HOLIDAYS-END warning /schedules/office/holidays']],
  ])('within 30 days of %s', (today, expected) => {
    expect(found(flow, { today })).toEqual(expected);
  });

  test('are named, with their last day', () => {
    const [problem] = load(flow, { today: '2026-12-01' }).problems;
    expect(problem?.message).toContain('end on 2026-12-25 (Christmas Day)');
  });

  test('are not spoken of where nobody says what day it is, nor where there are none', () => {
    expect(found(flow)).toEqual([]);
    expect(found(flowWith({ office }), { today: '2026-12-01' })).toEqual([]);
    expect(found(flowWith({ office: { ...office, holidays: [] } }), { today: '2026-12-01' })).toEqual([]);
  });

  test('of a calendar count too', () => {
    const readCalendar = (): CalendarRead => ({
      kind: 'ok',
      days: [{ from: '2026-12-24', to: '2026-12-27', name: '' }],
    });
    const calendar = flowWith({ office: { ...office, holidays: [{ ics: 'a.ics' }] } });
    expect(found(calendar, { today: '2026-12-01', readCalendar })).toEqual([
      'FLOW-HOLIDAYS-END warning /schedules/office/holidays',
    ]);
    expect(found(calendar, { today: '2026-10-01', readCalendar })).toEqual([]);
  });
});

describe('calendars', () => {
  const holidays = [
    { date: '2026-05-01' },
    { ics: 'calendars/england.ics', hours: ['10:00-12:00'] },
    { ics: 'more.ics', name: 'Closed' },
  ];
  const flow = flowWith({ office: { ...office, holidays } });

  test('are written out into the document, where they stand', () => {
    const asked: unknown[] = [];
    const readCalendar = (...question: unknown[]): CalendarRead => {
      asked.push(question);
      return {
        kind: 'ok',
        days: [
          { from: '2026-12-25', to: '2026-12-25', name: 'Christmas Day' },
          { from: '2026-12-30', to: '2026-12-31', name: '' },
        ],
      };
    };
    const loaded = load(flow, { readCalendar });
    expect(asked).toEqual([
      ['calendars/england.ics', 'Europe/London'],
      ['more.ics', 'Europe/London'],
    ]);
    const hours = ['10:00-12:00'];
    expect(loaded.kind === 'ok' ? loaded.document.schedules.office?.holidays : null).toEqual([
      { date: '2026-05-01' },
      { date: '2026-12-25', name: 'Christmas Day', hours },
      { from: '2026-12-30', to: '2026-12-31', hours },
      { date: '2026-12-25', name: 'Closed' },
      { from: '2026-12-30', to: '2026-12-31', name: 'Closed' },
    ]);
  });

  test('that cannot be read are refused, each at its place', () => {
    const readCalendar = (path: string): CalendarRead => ({
      kind: 'problem',
      code: 'CALENDAR-MISSING',
      message: path,
    });
    expect(found(flow, { readCalendar })).toEqual([
      'CALENDAR-MISSING error /schedules/office/holidays/1/ics',
      'CALENDAR-MISSING error /schedules/office/holidays/2/ics',
    ]);
    expect(found(flow)).toEqual([
      'CALENDAR-UNREAD error /schedules/office/holidays/1/ics',
      'CALENDAR-UNREAD error /schedules/office/holidays/2/ics',
    ]);
  });

  test('change the hash of the flow: a call is pinned to their days', () => {
    const hashFor = (day: string) => {
      const readCalendar = (): CalendarRead => ({ kind: 'ok', days: [{ from: day, to: day, name: '' }] });
      const loaded = load(flow, { readCalendar });
      return loaded.kind === 'ok' ? bindFlow(loaded.document, new Map()).hash : null;
    };
    expect(hashFor('2026-12-25')).toBe(hashFor('2026-12-25'));
    expect(hashFor('2026-12-25')).not.toBe(hashFor('2026-12-26'));
  });

  test('of a zone that nobody knows are not asked for', () => {
    const lost = flowWith({ office: { ...office, timeZone: 'Atlantis', holidays: [{ ics: 'a.ics' }] } });
    expect(found(lost)).toEqual(['FLOW-UNKNOWN-TIME-ZONE error /schedules/office/timeZone']);
  });

  test('that were never bound are a defect, not days on which the flow is open', () => {
    const loaded = load(flow, { readCalendar: () => ({ kind: 'ok', days: [] }) });
    if (loaded.kind !== 'ok') throw new Error('It did not load.');
    const schedules = { office: { ...office, holidays: [{ ics: 'a.ics' }] } };
    expect(() => compileFlow(bindFlow({ ...loaded.document, schedules }, new Map()))).toThrow('never bound');
  });
});

describe('what is worked out for a call', () => {
  const schedules = { office, night: office, spare: office };

  const usedIn = (nodes: object, more: object = {}): readonly string[] => {
    const flow = testFlow({ start: 'end', schedules, nodes: { end: { type: 'hangup' }, ...nodes }, ...more });
    return Object.keys(scheduleOrder(flow, testCall(placedAt))?.schedules.test ?? {});
  };
  const branch = (when: string) => ({
    hours: { type: 'branch', cases: [{ when, next: 'end' }], else: 'end' },
  });

  test.each([
    ["schedule('office') == 'open'", ['office']],
    ["'night'.schedule() == 'open'", ['night']],
    ["schedule('night') == 'open' && nextOpening('office') != null", ['office', 'night']],
    ["'schedule' == 'office'", []],
    ['now == null', []],
  ])('the schedules that %s asks for', (when, expected) => {
    expect(usedIn(branch(when))).toEqual(expected);
  });

  test('also those of the values of a set', () => {
    const node = { type: 'set', values: { next: "nextOpening('spare')" }, next: 'end' };
    expect(usedIn({ later: node }, { variables: { next: { type: 'string' } } })).toEqual(['spare']);
  });

  test('over the longest call, and an hour more; nothing where the flow asks for none', () => {
    const flow = testFlow({ ...flowWith({ office }), limits: { maxCallDuration: '15m' } });
    expect(scheduleOrder(flow, testCall(placedAt))).toMatchObject({
      from: placedAt,
      until: placedAt + 75 * 60_000,
      schedules: { test: { office: { timeZone: 'Europe/London', holidays: [] } } },
    });
    const without = testFlow({ start: 'end', schedules, nodes: { end: { type: 'hangup' } } });
    expect(scheduleOrder(without, testCall(placedAt))).toBeNull();
  });
});
