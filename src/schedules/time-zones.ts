import { isKnownZone } from './local-time.ts';

/** The time zones that this machine knows: links such as `US/Pacific` too, which the list of names leaves out. */
export const timeZones = {
  isKnown: isKnownZone,
  names: (): readonly string[] => Intl.supportedValuesOf('timeZone'),
};
