import { dirname } from 'node:path';
import type { SettingLookup } from '../config/index.ts';
import type { LoadOptions } from '../flow/index.ts';
import { timeZones } from '../schedules/index.ts';
import { calendarReader } from './calendar-reader.ts';
import { readDirectory } from './flow-directory.ts';
import { filesBeside } from './flow-files.ts';

/** What stands beside a flow's file, for whoever has its text: calendars, time zones, and the flows that it may enter. */
export function besideFlow(
  file: string,
  settings: SettingLookup,
): Required<Pick<LoadOptions, 'readCalendar' | 'timeZones' | 'flows'>> {
  const folder = dirname(file);
  return {
    readCalendar: calendarReader(file, folder),
    timeZones,
    flows: readDirectory(filesBeside(folder), settings),
  };
}
