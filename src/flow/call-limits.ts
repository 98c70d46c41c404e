/*
 * Limits of a call that no flow changes: section 2.2 of the flow language. The interpreter keeps them, and the checker
 * counts on them (A4).
 */

/** What `limits.maxCallDuration` may say at the most (section 1), as flows write it. */
export const longestCall = '24h';

/** In milliseconds, beyond `maxCallDuration`: ringing, handlers after the end, an undecided transfer. */
export const beyondCallDuration = 3_600_000;

/** Nodes that a handler may enter, and that may still be entered after the error `limit`. */
export const furtherNodes = 50;

/** `on.hangup` and `on.maxDuration` may run this long. */
export const handlerTime = 60_000;

/** Graph ends a call without a keepAlive for 45 minutes, and recommends one every 15. */
export const keepAliveInterval = 15 * 60_000;
