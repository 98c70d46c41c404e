/**
 * Which share of a split a call belongs to: 0 to n-1, the same for the same call and name for ever.
 *
 * X5  The hash is FNV-1a (32 bits) over the UTF-16 code units of `name`, a zero and the call id, low byte first,
 *     finished with MurmurHash3's mixer; the share is the hash's part of 2^32 times n. It is never changed: a
 *     caller in mid-call would change sides.
 */
export function bucketOf(callId: string, name: string, shares: number): number {
  let hash = 0x811c9dc5;
  const text = `${name}\u0000${callId}`;
  for (let unit = 0; unit < text.length; unit++) {
    const code = text.charCodeAt(unit);
    hash = Math.imul(hash ^ (code & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (code >>> 8), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash = (hash ^ (hash >>> 16)) >>> 0;
  return Math.floor((hash * shares) / 0x1_0000_0000);
}
