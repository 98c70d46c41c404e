import fc from 'fast-check';
import { isDigits, parseNumber, passesLuhn } from '../../../src/flow/expressions/index.ts';

const digits = fc.stringMatching(/^[0-9]{1,40}$/);

test('for every prefix exactly one check digit passes Luhn', () => {
  fc.assert(
    fc.property(digits, (prefix) => {
      const passing = Array.from('0123456789').filter((digit) => passesLuhn(prefix + digit));
      expect(passing).toHaveLength(1);
    }),
  );
});

test('Luhn notices every wrong digit', () => {
  fc.assert(
    fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), (prefix, place, change) => {
      const check = Array.from('0123456789').find((digit) => passesLuhn(prefix + digit)) ?? '';
      const number = [...Array.from(prefix), check];
      const at = place % number.length;
      number[at] = String((Number(number[at]) + change) % 10);
      expect(passesLuhn(number.join(''))).toBe(false);
    }),
  );
});

test('every number that is written is read back', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(parseNumber(String(value))).toBe(value === 0 ? 0 : value);
    }),
  );
});

test('digits are the ten of ASCII', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('0', '9', 'a', '٣', '１', ' '), maxLength: 3 }), (text) => {
      expect(isDigits(text)).toBe(
        text !== '' && Array.from(text).every((character) => character === '0' || character === '9'),
      );
    }),
  );
});
