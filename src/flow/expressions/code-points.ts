/**
 * Text counted in Unicode code points, as CEL counts it. Half of a surrogate pair that stands alone is a code
 * point of its own. Every function here is linear in its input (invariant X2).
 */

/** Needles up to this length are left to the engine, whose search is quadratic in the worst case. */
const shortNeedle = 32;

export function countCodePoints(text: string): number {
  return countUntil(text, text.length);
}

/** Code points that begin before the code unit `end`. */
function countUntil(text: string, end: number): number {
  let count = 0;
  for (let unit = 0; unit < end; unit++) if (!splitsPair(text, unit)) count += 1;
  return count;
}

/** Whether the code unit at `unit` is the second half of a surrogate pair. */
function splitsPair(text: string, unit: number): boolean {
  const code = text.charCodeAt(unit);
  if (!(code >= 0xdc00 && code <= 0xdfff) || unit === 0) return false;
  const before = text.charCodeAt(unit - 1);
  return before >= 0xd800 && before <= 0xdbff;
}

/** The code points `[from, to)`, both moved into the text first; nothing if they are the wrong way round. */
export function sliceCodePoints(text: string, from: number, to: number): string {
  if (to <= from || to <= 0) return '';
  const start = unitOf(text, from, 0, 0);
  return text.slice(start, unitOf(text, to, start, Math.max(0, from)));
}

/** The code unit at which code point number `wanted` begins, counting on from a known place. */
function unitOf(text: string, wanted: number, knownUnit: number, knownPoint: number): number {
  let unit = knownUnit;
  let point = knownPoint;
  while (point < wanted && unit < text.length) {
    unit += splitsPair(text, unit + 1) ? 2 : 1;
    point += 1;
  }
  return unit;
}

/** The first place of `needle` in code points, -1 if it is not in the text. */
export function indexOfCodePoints(text: string, needle: string): number {
  const unit = find(text, needle);
  return unit < 0 ? -1 : countUntil(text, unit);
}

export function includesCodePoints(text: string, needle: string): boolean {
  return find(text, needle) >= 0;
}

export function startsWithCodePoints(text: string, needle: string): boolean {
  return text.startsWith(needle) && !splitsPair(text, needle.length);
}

export function endsWithCodePoints(text: string, needle: string): boolean {
  return text.endsWith(needle) && (needle === '' || !splitsPair(text, text.length - needle.length));
}

/** The first code unit at which `needle` stands and cuts no surrogate pair, -1 if there is none. */
function find(text: string, needle: string): number {
  if (needle === '') return 0;
  const search = needle.length <= shortNeedle ? searchShort : searchLong;
  return search(text, needle, (unit) => !splitsPair(text, unit) && !splitsPair(text, unit + needle.length));
}

function searchShort(text: string, needle: string, accept: (unit: number) => boolean): number {
  let unit = text.indexOf(needle);
  while (unit >= 0 && !accept(unit)) unit = text.indexOf(needle, unit + 1);
  return unit;
}

/** Knuth, Morris and Pratt: linear whatever the text and the needle. */
function searchLong(text: string, needle: string, accept: (unit: number) => boolean): number {
  const fallback = new Int32Array(needle.length);
  let matched = 0;
  for (let unit = 1; unit < needle.length; unit++) {
    while (matched > 0 && needle[unit] !== needle[matched]) matched = fallback[matched - 1] ?? 0;
    if (needle[unit] === needle[matched]) matched += 1;
    fallback[unit] = matched;
  }
  matched = 0;
  for (let unit = 0; unit < text.length; unit++) {
    while (matched > 0 && text[unit] !== needle[matched]) matched = fallback[matched - 1] ?? 0;
    if (text[unit] === needle[matched]) matched += 1;
    if (matched < needle.length) continue;
    const start = unit - needle.length + 1;
    if (accept(start)) return start;
    matched = fallback[matched - 1] ?? 0;
  }
  return -1;
}

/** Below, equal or above zero as `left` comes before, with or after `right`, code point by code point. */
export function compareCodePoints(left: string, right: string): number {
  const shared = Math.min(left.length, right.length);
  for (let unit = 0; unit < shared; unit++) {
    const difference = rank(left.charCodeAt(unit)) - rank(right.charCodeAt(unit));
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Code units in the order of the code points they belong to: surrogates come after U+FFFF. */
function rank(code: number): number {
  if (code < 0xd800) return code;
  return code <= 0xdfff ? code + 0x10000 : code;
}
