import { CalendarError, readCalendar } from '../../src/schedules/index.ts';
import { processorTime } from '../support/processor-time.ts';

const london = 'Europe/London';

const calendarOf = (...events: readonly string[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Contoso//Holidays//EN',
    ...events.map((event) => ['BEGIN:VEVENT', 'UID:1', event, 'END:VEVENT'].join('\r\n')),
    'END:VCALENDAR',
    '',
  ].join('\r\n');

/** Days as `2026-12-25 Christmas`, or `from/to name`. */
const daysOf = (text: string, zone = london): readonly string[] =>
  readCalendar(text, zone).map(({ from, to, name }) =>
    `${from === to ? from : `${from}/${to}`} ${name}`.trim(),
  );

const event = (...lines: readonly string[]): readonly string[] => daysOf(calendarOf(lines.join('\r\n')));

function errorOf(text: string): string {
  try {
    return daysOf(text).join(', ');
  } catch (error) {
    if (error instanceof CalendarError) return `${error.code} ${error.line}`;
    throw error;
  }
}

describe('whole days', () => {
  test.each([
    [['DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261226'], '2026-12-25'],
    [['DTSTART;VALUE=DATE:20261225'], '2026-12-25'],
    [['DTSTART:20261225'], '2026-12-25'],
    [['DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261229'], '2026-12-25/2026-12-28'],
    [['DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261225'], '2026-12-25'],
    [['DTSTART;VALUE=DATE:20261225', 'DURATION:P1D'], '2026-12-25'],
    [['DTSTART;VALUE=DATE:20261225', 'DURATION:P1W'], '2026-12-25/2026-12-31'],
    [['dtstart;value=date:20261225'], '2026-12-25'],
  ])('%j', (lines, expected) => {
    expect(event(...lines)).toEqual([expected]);
  });
});

describe('times: every local day that an event touches is a holiday', () => {
  test.each([
    ['a morning', ['DTSTART:20261224T090000', 'DTEND:20261224T120000'], '2026-12-24'],
    ['a moment', ['DTSTART:20261224T090000'], '2026-12-24'],
    ['midnight to midnight', ['DTSTART:20261224T000000', 'DTEND:20261225T000000'], '2026-12-24'],
    ['to the last minute', ['DTSTART:20261224T000000', 'DTEND:20261224T235959'], '2026-12-24'],
    ['over midnight', ['DTSTART:20261224T220000', 'DTEND:20261225T000100'], '2026-12-24/2026-12-25'],
    ['a duration', ['DTSTART:20261224T220000', 'DURATION:PT3H'], '2026-12-24/2026-12-25'],
    [
      'by Greenwich in winter',
      ['DTSTART:20261224T230000Z', 'DTEND:20261225T230000Z'],
      '2026-12-24/2026-12-25',
    ],
    [
      'in a zone of its own',
      ['DTSTART;TZID=Europe/Berlin:20261225T000000', 'DTEND;TZID=Europe/Berlin:20261226T000000'],
      '2026-12-24/2026-12-25',
    ],
    ['a quoted zone', ['DTSTART;TZID="Pacific/Auckland":20261225T120000'], '2026-12-24'],
    ['a zone behind a path', ['DTSTART;TZID=/example.com/1/Pacific/Auckland:20261225T120000'], '2026-12-24'],
    ['the night that loses an hour', ['DTSTART:20260329T000000', 'DTEND:20260330T000000'], '2026-03-29'],
  ])('%s', (_what, lines, expected) => {
    expect(event(...lines)).toEqual([expected]);
  });

  test('a whole day of Berlin, told by Greenwich, is one in Berlin', () => {
    const text = calendarOf('DTSTART:20261224T230000Z\r\nDTEND:20261225T230000Z');
    expect(daysOf(text, 'Europe/Berlin')).toEqual(['2026-12-25']);
  });
});

describe('names and lines', () => {
  test('folded lines are put together, escapes are undone, breaks become spaces', () => {
    expect(
      event(
        'DTSTART;VALUE=DATE:2026',
        ' 1225',
        'SUMMARY;LANGUAGE=en:Christmas\\, Boxing',
        '\t Day\\; and\\nmore',
      ),
    ).toEqual(['2026-12-25 Christmas, Boxing Day; and more']);
  });

  test('line ends of any system, and a byte order mark', () => {
    const text = calendarOf('DTSTART:20261225\r\nSUMMARY:Christmas');
    const expected = ['2026-12-25 Christmas'];
    expect(daysOf(text.replaceAll('\r\n', '\n'))).toEqual(expected);
    expect(daysOf(text.replaceAll('\r\n', '\r'))).toEqual(expected);
    expect(daysOf(`\uFEFF${text}`)).toEqual(expected);
  });

  test('in order, each once', () => {
    const christmas = 'DTSTART:20261225\r\nSUMMARY:Christmas';
    expect(daysOf(calendarOf(christmas, 'DTSTART:20260101', christmas))).toEqual([
      '2026-01-01',
      '2026-12-25 Christmas',
    ]);
  });

  test('what is cancelled, and what is no event, is left out', () => {
    const alarm = 'BEGIN:VALARM\r\nDTSTART:20200101\r\nEND:VALARM';
    const text = calendarOf(`DTSTART:20261225\r\n${alarm}`, 'DTSTART:20261226\r\nSTATUS:cancelled').replace(
      'END:VCALENDAR',
      'BEGIN:VTODO\r\nDTSTART:20261227\r\nEND:VTODO\r\nEND:VCALENDAR',
    );
    expect(daysOf(text)).toEqual(['2026-12-25']);
  });

  test('a calendar without events has no holidays', () => {
    expect(daysOf(calendarOf())).toEqual([]);
  });
});

describe('yearly rules', () => {
  const first = (count: number, ...lines: readonly string[]) => event(...lines).slice(0, count);

  test.each<[string, string, readonly string[]]>([
    ['20251225', 'FREQ=YEARLY', ['2025-12-25', '2026-12-25', '2027-12-25']],
    ['20251225', 'freq=yearly;wkst=mo', ['2025-12-25', '2026-12-25', '2027-12-25']],
    ['20240229', 'FREQ=YEARLY', ['2024-02-29', '2028-02-29', '2032-02-29']],
    ['20250101', 'FREQ=YEARLY;INTERVAL=2', ['2025-01-01', '2027-01-01', '2029-01-01']],
    ['19700101', 'FREQ=YEARLY;INTERVAL=3', ['2021-01-01', '2024-01-01', '2027-01-01']],
    ['20250101', 'FREQ=YEARLY;BYMONTH=1,7', ['2025-01-01', '2025-07-01', '2026-01-01']],
    ['20250101', 'FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1,6', ['2025-01-01', '2025-01-06', '2026-01-01']],
    ['20250131', 'FREQ=YEARLY;BYMONTH=2,4;BYMONTHDAY=-1', ['2025-02-28', '2025-04-30', '2026-02-28']],
    ['20250131', 'FREQ=YEARLY;BYMONTHDAY=31', ['2025-01-31', '2025-03-31', '2025-05-31']],
    // The United Kingdom's: first and last Monday of May. Thanksgiving. Labour Day of the United States.
    ['20250505', 'FREQ=YEARLY;BYMONTH=5;BYDAY=1MO', ['2025-05-05', '2026-05-04', '2027-05-03']],
    ['20250526', 'FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO', ['2025-05-26', '2026-05-25', '2027-05-31']],
    ['20251127', 'FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', ['2025-11-27', '2026-11-26', '2027-11-25']],
    ['20250901', 'FREQ=YEARLY;BYMONTH=9;BYDAY=+1MO', ['2025-09-01', '2026-09-07', '2027-09-06']],
    ['20250103', 'FREQ=YEARLY;BYMONTH=1;BYDAY=FR', ['2025-01-03', '2025-01-10', '2025-01-17']],
    // Election Day; Sweden's Midsummer's Eve.
    [
      '20241105',
      'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
      ['2024-11-05', '2028-11-07', '2032-11-02'],
    ],
    [
      '20250620',
      'FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=19,20,21,22,23,24,25;BYDAY=FR',
      ['2025-06-20', '2026-06-19', '2027-06-25'],
    ],
  ])('%s %s', (start, rule, expected) => {
    expect(first(3, `DTSTART;VALUE=DATE:${start}`, `RRULE:${rule}`)).toEqual(expected);
  });

  test('are written out from 2020 to 2049, so that a file gives the same days whenever it is read', () => {
    const days = event('DTSTART:19001225', 'RRULE:FREQ=YEARLY');
    expect([days[0], days.at(-1), days.length]).toEqual(['2020-12-25', '2049-12-25', 30]);
    expect(event('DTSTART:20190101')).toEqual(['2019-01-01']);
  });

  test('end with their count or their last day', () => {
    expect(event('DTSTART:20250101', 'RRULE:FREQ=YEARLY;COUNT=2')).toEqual(['2025-01-01', '2026-01-01']);
    expect(event('DTSTART:20180101', 'RRULE:FREQ=YEARLY;COUNT=4')).toEqual(['2020-01-01', '2021-01-01']);
    expect(event('DTSTART:20250101', 'RRULE:FREQ=YEARLY;UNTIL=20260101')).toHaveLength(2);
    expect(event('DTSTART:20250101', 'RRULE:FREQ=YEARLY;UNTIL=20251231T235959Z')).toHaveLength(1);
    expect(event('DTSTART:20250101T120000', 'RRULE:FREQ=YEARLY;UNTIL=20260101T120000Z')).toHaveLength(2);
    expect(event('DTSTART:20250101T120000', 'RRULE:FREQ=YEARLY;UNTIL=20260101T115959Z')).toHaveLength(1);
  });

  test('leave their exceptions out', () => {
    const rule = 'RRULE:FREQ=YEARLY;COUNT=4';
    expect(event('DTSTART:20250101', rule, 'EXDATE;VALUE=DATE:20260101,20280101')).toEqual([
      '2025-01-01',
      '2027-01-01',
    ]);
    expect(
      event(
        'DTSTART;TZID=Europe/London:20250701T003000',
        rule,
        'EXDATE:20260630T233000Z',
        'EXDATE:20270701T003000',
      ),
    ).toEqual(['2025-07-01', '2028-07-01']);
  });

  test('last as long each time, over the change of clocks too', () => {
    expect(event('DTSTART:20250328T220000', 'DTEND:20250329T020000', 'RRULE:FREQ=YEARLY;COUNT=2')).toEqual([
      '2025-03-28/2025-03-29',
      '2026-03-28/2026-03-29',
    ]);
  });
});

describe('what would have to be left out is refused, with its line', () => {
  const unsupported = (line: string) => errorOf(calendarOf(`DTSTART:20250101\r\n${line}`));

  test.each([
    'RRULE:FREQ=MONTHLY',
    'RRULE:FREQ=WEEKLY;BYDAY=MO',
    'RRULE:FREQ=DAILY',
    'RRULE:BYMONTH=1',
    'RRULE:FREQ=YEARLY;BYDAY=20MO',
    'RRULE:FREQ=YEARLY;BYDAY=MO',
    'RRULE:FREQ=YEARLY;BYMONTH=1;BYDAY=MO;BYSETPOS=1',
    'RRULE:FREQ=YEARLY;BYMONTH=1;BYDAY=1MO;BYMONTHDAY=1',
    'RRULE:FREQ=YEARLY;BYWEEKNO=20',
    'RRULE:FREQ=YEARLY;BYYEARDAY=100',
    'RRULE:FREQ=YEARLY;BYMONTH=13',
    'RRULE:FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=0',
    'RRULE:FREQ=YEARLY;BYMONTH=1;BYDAY=XX',
    'RRULE:FREQ=YEARLY;INTERVAL=0',
    'RRULE:FREQ=YEARLY;INTERVAL=-1',
    'RRULE:FREQ=YEARLY;COUNT=x',
    'RRULE:FREQ=YEARLY;RSCALE=HEBREW',
    'RDATE:20260101',
    'EXRULE:FREQ=YEARLY',
    'RECURRENCE-ID:20260101',
  ])('%s', (line) => {
    expect(unsupported(line)).toBe('CALENDAR-UNSUPPORTED 7');
  });

  test.each([
    ['DTSTART;TZID=W. Europe Standard Time:20261225T000000', 'CALENDAR-UNKNOWN-TIME-ZONE 6'],
    ['DTSTART:20260230', 'CALENDAR-SYNTAX 6'],
    ['DTSTART:2026-12-25', 'CALENDAR-SYNTAX 6'],
    ['DTSTART:20261225T250000', 'CALENDAR-SYNTAX 6'],
    ['DTSTART:', 'CALENDAR-SYNTAX 6'],
    ['SUMMARY:Nothing', 'CALENDAR-SYNTAX 4'],
    ['DTSTART:20261225\r\nDTEND:20261225T120000', 'CALENDAR-SYNTAX 7'],
    ['DTSTART:20261225\r\nDURATION:-P1D', 'CALENDAR-SYNTAX 7'],
    ['DTSTART:20261225\r\nDURATION:PDT', 'CALENDAR-SYNTAX 7'],
    ['DTSTART:20261225\r\nRRULE:FREQ=YEARLY\r\nRRULE:FREQ=YEARLY', 'CALENDAR-SYNTAX 7'],
    ['DTSTART:20261225\r\nRRULE:FREQ=YEARLY;UNTIL=', 'CALENDAR-SYNTAX 7'],
    ['nonsense', 'CALENDAR-SYNTAX 6'],
    ['DTSTART:20261225\r\nDURATION:P99999999999D', 'CALENDAR-SYNTAX 4'],
    ['DTSTART:20261225T090000Z\r\nDURATION:P100000000D', 'CALENDAR-SYNTAX 4'],
    ['DTSTART:20261225\r\nDURATION:P3000000D', 'CALENDAR-SYNTAX 4'],
    ['DTSTART:99991231T235959Z\r\nDURATION:P2D', 'CALENDAR-SYNTAX 4'],
  ])('%j', (lines, expected) => {
    expect(errorOf(calendarOf(lines))).toBe(expected);
  });

  test.each([
    ['', 'CALENDAR-SYNTAX 1'],
    ['{"holidays": []}', 'CALENDAR-SYNTAX 1'],
    ['<html>', 'CALENDAR-SYNTAX 1'],
    ['BEGIN:VEVENT\nDTSTART:20261225\nEND:VEVENT', 'CALENDAR-SYNTAX 1'],
    ['BEGIN:VCALENDAR', 'CALENDAR-SYNTAX 1'],
    ['BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR', 'CALENDAR-SYNTAX 3'],
    ['END:VCALENDAR', 'CALENDAR-SYNTAX 1'],
    ['BEGIN:VCALENDAR\nEND:VCALENDAR\nVERSION:2.0', 'CALENDAR-SYNTAX 3'],
  ])('%j is no calendar', (text, expected) => {
    expect(errorOf(text)).toBe(expected);
  });

  test('a calendar that is too large, or gives too many holidays', () => {
    expect(errorOf(`${calendarOf()}${'X'.repeat(1_000_000)}`)).toBe('CALENDAR-TOO-LARGE 1');
    expect(errorOf(calendarOf('DTSTART:20200101\r\nRRULE:FREQ=YEARLY;BYMONTHDAY=1,2,3,4,5,6,7'))).toBe(
      'CALENDAR-TOO-LARGE 1',
    );
  });
});

describe('rules that find little, or the same again and again', () => {
  const often = (count: number, what: string): string => Array(count).fill(what).join(',');
  test.each([
    [
      Array<string>(9_000).fill('DTSTART:00010101\r\nRRULE:FREQ=YEARLY;COUNT=9999;BYMONTH=2;BYMONTHDAY=31'),
      'CALENDAR-TOO-LARGE 1',
    ],
    [
      Array<string>(5_000).fill('DTSTART:20200101\r\nRRULE:FREQ=YEARLY;BYMONTH=1;BYDAY=MO,TU,WE,TH,FR,SA,SU'),
      'CALENDAR-TOO-LARGE 1',
    ],
    [[`DTSTART:00010131\r\nRRULE:FREQ=YEARLY;COUNT=9999;BYMONTH=${often(300_000, '2')}`], ''],
    [
      [`DTSTART:20260101\r\nRRULE:FREQ=YEARLY;COUNT=2;BYMONTH=1;BYMONTHDAY=${often(300_000, '1')}`],
      '2026-01-01, 2027-01-01',
    ],
  ])('end soon (%#)', (events, expected) => {
    const started = processorTime();
    expect(errorOf(calendarOf(...events))).toBe(expected);
    expect(processorTime() - started).toBeLessThan(10_000);
  });

  it('count a day once that a rule names twice', () => {
    expect(event('DTSTART:20260101', 'RRULE:FREQ=YEARLY;COUNT=3;BYMONTH=1,1,1')).toEqual([
      '2026-01-01',
      '2027-01-01',
      '2028-01-01',
    ]);
  });
});

test('a long line and deep nesting cost no more than their length', () => {
  const started = processorTime();
  errorOf(calendarOf(`DTSTART${';A=","'.repeat(100_000)}`));
  errorOf(calendarOf(`DTSTART${';A=a,'.repeat(100_000)}`));
  errorOf('BEGIN:VCALENDAR\n'.repeat(50_000));
  expect(processorTime() - started).toBeLessThan(10_000);
});
