import { nearest } from './document/index.ts';

/** What is known of time zones where a flow is loaded: their names change, so they come in as data. */
export interface TimeZones {
  readonly isKnown: (name: string) => boolean;
  readonly names: () => readonly string[];
}

/** The name of a time zone that may have been meant. */
export function nearestTimeZone(name: string, { names }: TimeZones): string | undefined {
  const known = names();
  const place = `/${name.replaceAll(' ', '_').toLowerCase()}`;
  return nearest(name, known) ?? known.find((zone) => zone.toLowerCase().endsWith(place));
}
