import fc from 'fast-check';
import {
  compareCodePoints,
  countCodePoints,
  endsWithCodePoints,
  includesCodePoints,
  indexOfCodePoints,
  sliceCodePoints,
  startsWithCodePoints,
} from '../../../src/flow/expressions/code-points.ts';

/** Texts with few letters, so that needles are found, with whole and halved surrogate pairs. */
const units = fc.constantFrom('a', 'b', '\u{1F600}', '\u{1F601}', '\ud83d', '\ude00');
const texts = fc.array(units, { maxLength: 40 }).map((list) => list.join(''));
const needles = fc.oneof(
  texts,
  fc.array(fc.constantFrom('a', 'b'), { minLength: 33, maxLength: 60 }).map((list) => list.join('')),
);

/** The place of a needle among code points, by trying every place. */
function naiveIndex(text: string, needle: string): number {
  const [whole, part] = [Array.from(text), Array.from(needle)];
  for (let start = 0; start + part.length <= whole.length; start++) {
    if (part.every((point, index) => whole[start + index] === point)) return start;
  }
  return -1;
}

test('counting and cutting agree with lists of code points', () => {
  fc.assert(
    fc.property(
      texts,
      fc.integer({ min: -3, max: 45 }),
      fc.integer({ min: -3, max: 45 }),
      (text, from, to) => {
        expect(countCodePoints(text)).toBe(Array.from(text).length);
        expect(sliceCodePoints(text, from, to)).toBe(
          Array.from(text).slice(Math.max(0, from), Math.max(0, to)).join(''),
        );
      },
    ),
    { numRuns: 1000 },
  );
});

test('searching agrees with trying every place, for short and long needles', () => {
  fc.assert(
    fc.property(texts, needles, texts, (before, needle, after) => {
      for (const text of [before, before + needle + after]) {
        const expected = naiveIndex(text, needle);
        expect(indexOfCodePoints(text, needle)).toBe(expected);
        expect(includesCodePoints(text, needle)).toBe(expected >= 0);
        expect(startsWithCodePoints(text, needle)).toBe(expected === 0);
        const points = Array.from(needle).length;
        const last = Array.from(text)
          .slice(Array.from(text).length - points)
          .join('');
        expect(endsWithCodePoints(text, needle)).toBe(last === needle && Array.from(text).length >= points);
      }
    }),
    { numRuns: 1000 },
  );
});

test('a long needle that first stands across a pair is found where it overlaps itself', () => {
  const part = `\ude00${'a'.repeat(20)}`;
  expect(indexOfCodePoints(`\ud83d${part}${part}${part}`, part + part)).toBe(21);
});

test('order is that of code points', () => {
  const listOf = (text: string) => Array.from(text).map((point) => point.codePointAt(0) ?? 0);
  const naive = (left: readonly number[], right: readonly number[]): number => {
    const place = left.findIndex((point, index) => point !== right[index]);
    if (place < 0) return Math.sign(left.length - right.length);
    return place >= right.length ? 1 : Math.sign((left[place] ?? 0) - (right[place] ?? 0));
  };
  const whole = fc
    .array(fc.constantFrom('a', 'b', '\uffff', '\ue000', '\u{10000}', '\u{1F600}'))
    .map((list) => list.join(''));
  fc.assert(
    fc.property(whole, whole, (left, right) => {
      expect(Math.sign(compareCodePoints(left, right))).toBe(naive(listOf(left), listOf(right)));
    }),
    { numRuns: 1000 },
  );
});
