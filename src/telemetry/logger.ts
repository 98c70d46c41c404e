/** What is written down as the app runs. Names are stable: dashboards and alerts are built on them. */
export type EventName =
  | 'ivr.flow.problem'
  | 'ivr.effect.unannounced'
  | 'ivr.call.started'
  | 'ivr.call.milestone'
  | 'ivr.call.ended'
  | 'ivr.call.defect'
  | 'ivr.notification.refused'
  | 'ivr.notification.unknown'
  | 'ivr.notification.fault'
  | 'ivr.graph.request'
  | 'ivr.graph.failed'
  | 'ivr.http.request'
  | 'ivr.http.failed'
  | 'ivr.store.failed'
  | 'ivr.outbound.retried'
  | 'ivr.outbound.tried_last'
  | 'ivr.outbound.trouble'
  | 'ivr.dead_letter'
  | 'ivr.media.removed';

/** Facts about an event. Never a key, a phone number, speech or a secret. */
export type Fields = Readonly<Record<string, string | number | boolean | null>>;

/** From the gravest to the least grave. */
export const levels = ['error', 'warn', 'info', 'debug'] as const;
export type Level = (typeof levels)[number];

export type Log = (level: Level, event: EventName, fields: Fields) => void;

/** Takes one finished line. */
export type WriteLine = (level: Level, line: string) => void;

/** Whether what is of this level is written down at all. */
export const isLoud = (level: Level, threshold: Level): boolean =>
  levels.indexOf(level) <= levels.indexOf(threshold);

/** Writes one line of JSON for each event whose level is at least as grave as `threshold`. */
export function createLog(threshold: Level, write: WriteLine): Log {
  return (level, event, fields) => {
    if (isLoud(level, threshold)) write(level, JSON.stringify({ level, event, ...fields }));
  };
}
