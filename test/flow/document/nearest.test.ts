import fc from 'fast-check';
import { nearest } from '../../../src/flow/document/index.ts';
import { editDistance } from '../../../src/flow/document/nearest.ts';

describe('the word that was probably meant', () => {
  test.each([
    ['promt', 'prompt'],
    ['hangUp', 'hangup'],
    ['tranfser', 'transfer'],
    ['Collect', 'collect'],
    ['colect', 'collect'],
    ['noInptu', 'noInput'],
    ['nxt', 'next'],
    ['wiat', 'wait'],
    ['prompts', 'prompt'],
  ])('%s is %s', (word, expected) => {
    const candidates = [
      'prompt',
      'menu',
      'collect',
      'transfer',
      'hangup',
      'next',
      'wait',
      'noInput',
      'noMatch',
    ];
    expect(nearest(word, candidates)).toBe(expected);
  });

  test.each(['', 'x', 'ab', 'foo', 'something', 'men-of-honour', 'y'.repeat(1000)])(
    '%.20s is none of them',
    (word) => {
      expect(nearest(word, ['prompt', 'menu', 'a', 'bc', 'transfer', 'x'.repeat(1000)])).toBeUndefined();
    },
  );

  test('of equally near words the first, of others the nearest', () => {
    expect(nearest('cat', ['car', 'can'])).toBe('car');
    expect(nearest('transfr', ['transfers', 'transfer'])).toBe('transfer');
  });
});

describe('the edit distance', () => {
  const words = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });

  test('is symmetric, zero only for equal words, at most the longer length', () => {
    fc.assert(
      fc.property(words, words, (one, other) => {
        const distance = editDistance(one, other);
        expect(editDistance(other, one)).toBe(distance);
        expect(distance === 0).toBe(one === other);
        expect(distance).toBeLessThanOrEqual(Math.max(one.length, other.length));
        expect(distance).toBeGreaterThanOrEqual(Math.abs(one.length - other.length));
      }),
    );
  });

  test('is one after one edit, a swap of neighbours too', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...Array.from('abcdefgh')), { minLength: 2 }),
        fc.nat(),
        (letters, place) => {
          const word = letters.join('');
          const at = place % (letters.length - 1);
          const swapped = [
            ...letters.slice(0, at),
            letters[at + 1],
            letters[at],
            ...letters.slice(at + 2),
          ].join('');
          expect(editDistance(word, swapped)).toBe(1);
          expect(editDistance(word, word.slice(0, at) + word.slice(at + 1))).toBe(1);
          expect(editDistance(word, `${word.slice(0, at)}x${word.slice(at)}`)).toBe(1);
          expect(editDistance(word, `${word.slice(0, at)}x${word.slice(at + 1)}`)).toBe(1);
        },
      ),
    );
  });
});
