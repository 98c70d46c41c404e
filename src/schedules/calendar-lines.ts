import { CalendarError } from './calendar-error.ts';

/** One property of a calendar: `DTSTART;VALUE=DATE:20261225`. Names are in upper case. */
export interface CalendarProperty {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
  /** Where it begins, from 1. */
  readonly line: number;
}

const property =
  /^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)$/su;
const parameter = /;([A-Za-z0-9-]+)=("[^"]*"|[^";:,]*)/gu;

/** The properties of a calendar, with lines that were folded put together (RFC 5545, section 3.1). */
export function calendarProperties(text: string): readonly CalendarProperty[] {
  const unfolded: { text: string; line: number }[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const last = unfolded.at(-1);
    if (last !== undefined && /^[ \t]/.test(line)) last.text += line.slice(1);
    else if (line !== '') unfolded.push({ text: line, line: index + 1 });
  }
  return unfolded.map((line) => parseProperty(line.text, line.line));
}

function parseProperty(text: string, line: number): CalendarProperty {
  const [, name, parameters = '', value = ''] = property.exec(text) ?? [];
  if (name === undefined) {
    throw new CalendarError('CALENDAR-SYNTAX', line, 'this is no line of a calendar: NAME:value is expected');
  }
  const named = [...parameters.matchAll(parameter)].map(
    ([, key = '', written = '']) => [key.toUpperCase(), written.replaceAll('"', '')] as const,
  );
  return { name: name.toUpperCase(), parameters: new Map(named), value, line };
}

/** A text value without its escapes (section 3.3.11), in one line. */
export function plainText(value: string): string {
  return value
    .replace(/\\([\\;,nN])/g, (_escape, escaped: string) => (escaped.toLowerCase() === 'n' ? ' ' : escaped))
    .replace(/\s+/g, ' ')
    .trim();
}
