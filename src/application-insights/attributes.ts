import type { FieldValue } from '../telemetry/index.ts';

/** Dimensions as they are sent: as text, since Application Insights keeps them so; without those that have no value. */
export function attributesOf(fields: Readonly<Record<string, FieldValue>>): Record<string, string> {
  const known = Object.entries(fields).filter(([, value]) => value !== null);
  return Object.fromEntries(known.map(([name, value]) => [name, String(value)]));
}
