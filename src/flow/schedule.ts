import * as z from 'zod';
import type { ClockRange, Holiday, OpeningHours } from '../call/index.ts';

/*
 * Opening hours as an author writes them: section 1.3 of the flow language. What they mean on a given day is worked
 * out elsewhere; here they are read.
 */

const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const aDay = `(?:${dayNames.join('|')})`;
const someDays = `${aDay}(?:-${aDay})?`;
const days = new RegExp(`^${someDays}(?:,${someDays})*$`);
const clockRange = /^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

const daysSchema = z
  .string()
  .regex(
    days,
    'must be days such as "mon", "mon-fri" or "sat,sun"; they are mon, tue, wed, thu, fri, sat, sun',
  );

const clockRangeSchema = z
  .string()
  .regex(clockRange, 'must be from one time to another, such as "09:00-17:30"; the end may be "24:00"')
  .refine((text) => !clockRange.test(text) || !isEmpty(text), {
    message: 'must not end when it begins; a whole day is "00:00-24:00"',
  })
  .describe('From a time up to, but without, another: "09:00-17:30". It may pass midnight: "22:00-02:00".');

const rangesSchema = z.array(clockRangeSchema);

const dateSchema = z.iso.date('must be a date that exists, such as "2026-12-25"');

const oneForm = 'A holiday has "date", or "from" and "to", or "ics".';

const holidaySchema = z
  .strictObject({
    date: dateSchema.optional().describe('The day, YYYY-MM-DD.'),
    from: dateSchema.optional().describe('The first day of several, YYYY-MM-DD.'),
    to: dateSchema.optional().describe('The last day of several, YYYY-MM-DD.'),
    ics: z
      .string()
      .min(1)
      .optional()
      .describe('An iCalendar file, relative to the flow file: each of its events is a holiday.'),
    name: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe('What the holiday is called, for those who read the flow.'),
    hours: rangesSchema.optional().describe('When it is open all the same.'),
  })
  .refine((holiday) => formOf(holiday) !== null, { message: oneForm })
  .refine(({ from = '', to = '9999-12-31' }) => from <= to, {
    message: 'must not be before "from"',
    path: ['to'],
  })
  .meta({
    description: 'A day, several days, or the days of a calendar, which win over the week.',
    oneOf: [{ required: ['date'] }, { required: ['from', 'to'] }, { required: ['ics'] }],
    dependentRequired: { from: ['to'], to: ['from'] },
  });
export type WrittenHoliday = z.infer<typeof holidaySchema>;

/** What a holiday is: days, or a calendar that says which; null where it is both or nothing whole. */
type HolidayForm =
  | { readonly kind: 'days'; readonly from: string; readonly to: string }
  | { readonly kind: 'calendar'; readonly ics: string };

function formOf({ date, from, to, ics }: WrittenHolidayForm): HolidayForm | null {
  const forms: HolidayForm[] = [];
  if (date !== undefined) forms.push({ kind: 'days', from: date, to: date });
  if (from !== undefined && to !== undefined) forms.push({ kind: 'days', from, to });
  if (ics !== undefined) forms.push({ kind: 'calendar', ics });
  const [form = null, ...more] = forms;
  return more.length > 0 || (from === undefined) !== (to === undefined) ? null : form;
}

interface WrittenHolidayForm {
  readonly date?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly ics?: string | undefined;
}

export const scheduleSchema = z
  .strictObject({
    timeZone: z
      .string()
      .regex(
        /^[A-Za-z]/,
        'must be the IANA name of a time zone, such as "Europe/London"; an offset knows no summer time',
      )
      .describe('The IANA name of the time zone, such as "Europe/London".'),
    weekly: z
      .record(daysSchema, rangesSchema)
      .describe('When it is open, by days such as "mon-fri" or "sat,sun"; a day named twice has both.'),
    holidays: z.array(holidaySchema).max(1_000).optional().describe('Days that win over the week.'),
  })
  .describe('Opening hours.');
export type WrittenSchedule = z.infer<typeof scheduleSchema>;

/** The schedule as it is worked out. Calendars have been bound: they are days by now. */
export function openingHours({ timeZone, weekly, holidays = [] }: WrittenSchedule): OpeningHours {
  const named = Object.entries(weekly).map(([written, ranges]) => [daysOf(written), ranges] as const);
  return {
    timeZone,
    weekly: dayNames.map((_name, day) =>
      named.flatMap(([on, ranges]) => (on.has(day) ? ranges.map(parseRange) : [])),
    ),
    holidays: holidays.map(explicitHoliday),
  };
}

function explicitHoliday(holiday: WrittenHoliday): Holiday {
  const form = formOf(holiday);
  if (form?.kind !== 'days') throw new Error('A calendar was never bound. This is a defect of the program.');
  return { from: form.from, to: form.to, hours: (holiday.hours ?? []).map(parseRange) };
}

/** The numbers of the days, 0 for Monday, that `mon-wed,sat` names; `sat-mon` goes over the weekend. */
function daysOf(written: string): ReadonlySet<number> {
  const found = new Set<number>();
  for (const part of written.split(',')) {
    const [first = 0, last = first] = part
      .split('-')
      .map((name) => dayNames.findIndex((day) => day === name));
    for (let day = first; ; day = (day + 1) % dayNames.length) {
      found.add(day);
      if (day === last) break;
    }
  }
  return found;
}

function parseRange(text: string): ClockRange {
  const [, from = '', to = ''] = clockRange.exec(text) ?? [];
  const start = minutesOf(from);
  const end = minutesOf(to);
  return { start, end: end > start ? end : end + 24 * 60 };
}

const isEmpty = (text: string): boolean => text.slice(0, 5) === text.slice(6);

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
