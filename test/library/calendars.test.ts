/** Calendars beside a flow: read when the flow is loaded, written into what a call is pinned to. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadLibrary } from '../../src/library/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ivr-calendars-'));
  mkdirSync(join(folder, 'flows', 'calendars'), { recursive: true });
  writeFileSync(join(folder, 'flows', 'routes.json'), '{ "otherwise": { "reject": "busy" } }');
});
afterEach(() => rmSync(folder, { recursive: true }));

const calendar = [
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  'DTSTART:20261225',
  'SUMMARY:Christmas Day',
  'END:VEVENT',
];
const put = (path: string, ...lines: readonly string[]): void =>
  writeFileSync(join(folder, path), [...lines, ''].join('\r\n'));

function load(ics: string, timeZone = 'Europe/London') {
  const document = {
    id: 'hours',
    version: '1.0.0',
    locale: 'en-GB',
    start: 'hours',
    schedules: { office: { timeZone, weekly: { mon: ['09:00-17:00'] }, holidays: [{ ics }] } },
    nodes: {
      hours: { type: 'branch', cases: [{ when: "schedule('office') == 'open'", next: 'end' }], else: 'end' },
      end: { type: 'hangup' },
    },
  };
  put('flows/hours.json', JSON.stringify(document, null, 1));
  const library = loadLibrary({
    flowsPath: join(folder, 'flows'),
    settings: () => undefined,
    unspokenText: 'refuse',
  });
  return {
    holidays: library.flows.get('hours')?.document.schedules.office?.holidays,
    problems: library.problems.map(({ code, line, message }) => `${code} ${line} ${message}`),
  };
}

test('are found relative to the flow', () => {
  put('flows/calendars/england.ics', ...calendar, 'END:VCALENDAR');
  expect(load('calendars/england.ics')).toEqual({
    holidays: [{ date: '2026-12-25', name: 'Christmas Day' }],
    problems: [],
  });
});

test.each([
  ['missing.ics', 'CALENDAR-MISSING', 'does not exist'],
  ['calendars', 'CALENDAR-MISSING', 'does not exist'],
  ['../outside.ics', 'CALENDAR-OUTSIDE', 'is not inside the flows folder'],
  ['/etc/hosts', 'CALENDAR-OUTSIDE', 'is not inside the flows folder'],
  ['linked.ics', 'CALENDAR-OUTSIDE', 'is not inside the flows folder'],
  [
    'cut.ics',
    'CALENDAR-SYNTAX',
    'cannot be used. Line 1: BEGIN and END of VCALENDAR do not belong together.',
  ],
])('%s is %s, at its place in the flow', (ics, code, message) => {
  put('outside.ics', ...calendar, 'END:VCALENDAR');
  put('flows/cut.ics', ...calendar);
  symlinkSync(join(folder, 'outside.ics'), join(folder, 'flows', 'linked.ics'));
  const { holidays, problems } = load(ics);
  expect(holidays).toBeUndefined();
  expect(problems).toEqual([`${code} 16 The calendar "${ics}" ${message.replace(/\.?$/, '.')}`]);
});

test('in an unknown time zone nothing is read: the zone is the fault', () => {
  expect(load('missing.ics', 'Europe/Lundon').problems).toEqual([
    expect.stringMatching(/^FLOW-UNKNOWN-TIME-ZONE 8 /),
  ]);
});
