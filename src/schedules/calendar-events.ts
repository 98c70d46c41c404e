import { CalendarError } from './calendar-error.ts';
import { calendarProperties } from './calendar-lines.ts';
import type { CalendarProperty } from './calendar-lines.ts';

/** The properties of one VEVENT, without those of what is nested in it. */
export interface CalendarEvent {
  /** Where it begins. */
  readonly line: number;
  readonly properties: readonly CalendarProperty[];
}

/** The events of a calendar. Everything else in it (tasks, alarms, descriptions of time zones) is passed over. */
export function calendarEvents(text: string): readonly CalendarEvent[] {
  const events: CalendarEvent[] = [];
  const open: { name: string; event: CalendarEvent & { properties: CalendarProperty[] } }[] = [];
  let calendars = 0;
  for (const property of calendarProperties(text)) {
    const { name, line } = property;
    const component = property.value.trim().toUpperCase();
    if (name === 'BEGIN') {
      if (open.length === 0 && component !== 'VCALENDAR') throw notCalendar(line);
      if (component === 'VCALENDAR') calendars += 1;
      open.push({ name: component, event: { line, properties: [] } });
    } else if (name === 'END') {
      const closed = open.pop();
      if (closed?.name !== component) throw unbalanced(line, component);
      if (closed.name === 'VEVENT' && open.at(-1)?.name === 'VCALENDAR') events.push(closed.event);
    } else {
      const inside = open.at(-1);
      if (inside === undefined) throw notCalendar(line);
      inside.event.properties.push(property);
    }
  }
  const left = open.at(-1);
  if (left !== undefined) throw unbalanced(left.event.line, left.name);
  if (calendars === 0) throw notCalendar(1);
  return events;
}

const notCalendar = (line: number): CalendarError =>
  new CalendarError('CALENDAR-SYNTAX', line, 'this is no iCalendar file: it must begin with BEGIN:VCALENDAR');

const unbalanced = (line: number, component: string): CalendarError =>
  new CalendarError('CALENDAR-SYNTAX', line, `BEGIN and END of ${component} do not belong together`);
