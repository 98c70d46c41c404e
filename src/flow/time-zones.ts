import { nearest } from './document/index.ts';
import type { Finding } from './document/index.ts';

/** What is known of time zones where a flow is loaded: their names change, so they come in as data. */
export interface TimeZones {
  readonly isKnown: (name: string) => boolean;
  readonly names: () => readonly string[];
}

/** What is wrong with a name that no time zone has; null where one has it, or nobody knows which there are. */
export function unknownTimeZone(name: string, known: TimeZones | undefined): Finding | null {
  if (known === undefined || known.isKnown(name)) return null;
  const message = `There is no time zone "${name}". A zone has its IANA name, such as "Europe/London".`;
  return { code: 'FLOW-UNKNOWN-TIME-ZONE', message, suggestion: nearestTimeZone(name, known) };
}

/** The name of a time zone that may have been meant. */
function nearestTimeZone(name: string, { names }: TimeZones): string | undefined {
  const known = names();
  const place = `/${name.replaceAll(' ', '_').toLowerCase()}`;
  return nearest(name, known) ?? known.find((zone) => zone.toLowerCase().endsWith(place));
}
