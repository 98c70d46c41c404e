import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { assertNever } from '../call/index.ts';
import type { CalendarRead, ReadCalendar } from '../flow/index.ts';
import { findFileInside } from '../media/index.ts';
import { CalendarError, readCalendar } from '../schedules/index.ts';

/** Reads the calendars beside a flow's file, inside the flows folder. */
export function calendarReader(flowFile: string, root: string): ReadCalendar {
  return (path, timeZone) => {
    const found = findFileInside(path, dirname(flowFile), root);
    switch (found.kind) {
      case 'file':
        return readFile(path, found.path, timeZone);
      case 'missing':
        return problem('CALENDAR-MISSING', `The calendar "${path}" does not exist.`);
      case 'outside':
        return problem('CALENDAR-OUTSIDE', `The calendar "${path}" is not inside the flows folder.`);
      default:
        return assertNever(found, 'file');
    }
  };
}

function readFile(name: string, file: string, timeZone: string): CalendarRead {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return problem(
      'CALENDAR-MISSING',
      `The calendar "${name}" cannot be read. The app may not be allowed to.`,
    );
  }
  try {
    return { kind: 'ok', days: readCalendar(text, timeZone) };
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    const { code, line, message } = error;
    return problem(code, `The calendar "${name}" cannot be used. Line ${line}: ${message}.`);
  }
}

const problem = (code: string, message: string): CalendarRead => ({ kind: 'problem', code, message });
