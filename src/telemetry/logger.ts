import type { Instant } from '../call/index.ts';
import type { EventName, FieldsOf, FieldValue } from './catalogue.ts';

/** From the gravest to the least grave. */
export const levels = ['error', 'warn', 'info', 'debug'] as const;
export type Level = (typeof levels)[number];

/** That something happened; `at`: when, where that is not now. */
export type Telling = {
  readonly [Name in EventName]: [level: Level, event: Name, fields: FieldsOf<Name>, at?: Instant];
}[EventName];

/** Tells that something happened. */
export type Log = <Name extends EventName>(
  level: Level,
  event: Name,
  fields: FieldsOf<Name>,
  at?: Instant,
) => void;

/** Takes one finished line. */
export type WriteLine = (level: Level, line: string) => void;

/** Takes what is told, whatever it is: who calls it answers for the dimensions. */
export type TellEvent = (
  level: Level,
  event: EventName,
  fields: Readonly<Record<string, FieldValue>>,
  at?: Instant,
) => void;

/** Whether what is of this level is told at all. */
export const isLoud = (level: Level, threshold: Level): boolean =>
  levels.indexOf(level) <= levels.indexOf(threshold);

/** Tells each event whose level is at least as grave as `threshold`. */
export function createLog(threshold: Level, tell: TellEvent): TellEvent {
  return (level, event, fields, at) => {
    if (isLoud(level, threshold)) tell(level, event, fields, at);
  };
}

/** Tells an event as one line of JSON. */
export function asLine(write: WriteLine): TellEvent {
  return (level, event, fields, at) => {
    const when = at === undefined ? {} : { at: new Date(at).toISOString() };
    write(level, JSON.stringify({ level, event, ...when, ...fields }));
  };
}
