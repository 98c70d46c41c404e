import fc from 'fast-check';
import { canSay, sayText, sayStyles } from '../../../src/flow/say/index.ts';
import type { SayStyle } from '../../../src/flow/say/index.ts';
import { processorTime } from '../../support/processor-time.ts';

const say = (value: string, as: SayStyle, locale: string, currency: string | null = null) =>
  sayText(value, { as, locale, currency });

describe('in English', () => {
  test.each([
    ['0', 'zero'],
    ['-0', 'zero'],
    ['007', 'seven'],
    ['13', 'thirteen'],
    ['21', 'twenty-one'],
    ['100', 'one hundred'],
    ['105', 'one hundred and five'],
    ['1000', 'one thousand'],
    ['1005', 'one thousand and five'],
    ['1234', 'one thousand two hundred and thirty-four'],
    ['12.50', 'twelve point five zero'],
    ['-3.1', 'minus three point one'],
    ['1000000', 'one million'],
    ['2000017', 'two million and seventeen'],
    ['1e3', 'one thousand'],
    ['1e-3', 'zero point zero zero one'],
    [
      '999999999999999',
      'nine hundred and ninety-nine trillion nine hundred and ninety-nine billion ' +
        'nine hundred and ninety-nine million nine hundred and ninety-nine thousand nine hundred and ninety-nine',
    ],
  ])('the number %s is "%s"', (value, words) => expect(say(value, 'number', 'en-GB')).toBe(words));

  test('Americans leave the "and" out, and say the month first', () => {
    expect(say('1105', 'number', 'en-US')).toBe('one thousand one hundred five');
    expect(say('2026-07-04', 'date', 'en-US')).toBe('July fourth, twenty twenty-six');
  });

  test.each([
    ['0', 'zeroth'],
    ['1', 'first'],
    ['2', 'second'],
    ['3', 'third'],
    ['8', 'eighth'],
    ['12', 'twelfth'],
    ['20', 'twentieth'],
    ['21', 'twenty-first'],
    ['100', 'one hundredth'],
    ['1002', 'one thousand and second'],
  ])('the ordinal %s is "%s"', (value, words) => expect(say(value, 'ordinal', 'en-GB')).toBe(words));

  test.each([
    ['2026-10-26', 'twenty-sixth of October, twenty twenty-six'],
    ['2000-02-29', 'twenty-ninth of February, two thousand'],
    ['2005-01-01', 'first of January, two thousand and five'],
    ['1900-12-31', 'thirty-first of December, nineteen hundred'],
    ['1905-05-03', 'third of May, nineteen oh five'],
    ['2026-10-26T23:30:00Z', 'twenty-sixth of October, twenty twenty-six'],
  ])('the date %s is "%s"', (value, words) => expect(say(value, 'date', 'en-GB')).toBe(words));

  test.each([
    ['00:00', 'midnight'],
    ['12:00', 'noon'],
    ['00:05', 'twelve oh five a.m.'],
    ['09:00', 'nine a.m.'],
    ['14:05', 'two oh five p.m.'],
    ['23:59:59', 'eleven fifty-nine p.m.'],
    ['2026-10-26T14:30:00+02:00', 'two thirty p.m.'],
  ])('the time %s is "%s"', (value, words) => expect(say(value, 'time', 'en-GB')).toBe(words));

  test.each([
    ['12.5', 'GBP', 'twelve pounds and fifty pence'],
    ['1', 'GBP', 'one pound'],
    ['1.01', 'GBP', 'one pound and one penny'],
    ['0.5', 'EUR', 'fifty cents'],
    ['0', 'USD', 'zero dollars'],
    ['-3', 'USD', 'minus three dollars'],
    ['-0.001', 'USD', 'zero dollars'],
    ['1.995', 'GBP', 'two pounds'],
    ['99.994', 'GBP', 'ninety-nine pounds and ninety-nine pence'],
    ['1500', 'JPY', 'one thousand five hundred yen'],
    ['1.5', 'JPY', 'two yen'],
    ['1.2345', 'KWD', 'one point two three five K W D'],
    ['7', 'XAF', 'seven X A F'],
  ])('%s %s are "%s"', (value, currency, words) =>
    expect(say(value, 'currency', 'en-GB', currency)).toBe(words),
  );

  test('digits are said one by one, spaces and dashes are pauses', () => {
    expect(say('0042', 'digits', 'en-GB')).toBe('zero zero four two');
    expect(say('+44 20-79', 'digits', 'en-GB')).toBe('plus four four, two zero, seven nine');
    expect(say('1*#', 'digits', 'en-GB')).toBe('one star hash');
  });

  test('a code is spelled out', () => {
    expect(say('ab-1ß ü', 'spell', 'en-GB')).toBe('A, B, dash, one, sharp S, Ü');
    expect(say('a.b@c.uk', 'spell', 'en-GB')).toBe('A, dot, B, at, C, dot, U, K');
  });
});

describe('in German', () => {
  test.each([
    ['0', 'null'],
    ['1', 'eins'],
    ['16', 'sechzehn'],
    ['17', 'siebzehn'],
    ['21', 'einundzwanzig'],
    ['30', 'dreißig'],
    ['101', 'einhunderteins'],
    ['1001', 'eintausendeins'],
    ['21000', 'einundzwanzigtausend'],
    ['101000', 'einhunderteintausend'],
    ['1000000', 'eine Million'],
    ['1234567', 'eine Million zweihundertvierunddreißigtausendfünfhundertsiebenundsechzig'],
    ['2000000001', 'zwei Milliarden eins'],
    ['-1.05', 'minus eins Komma null fünf'],
  ])('the number %s is "%s"', (value, words) => expect(say(value, 'number', 'de-DE')).toBe(words));

  test.each([
    ['1', 'erste'],
    ['3', 'dritte'],
    ['7', 'siebte'],
    ['8', 'achte'],
    ['19', 'neunzehnte'],
    ['20', 'zwanzigste'],
    ['101', 'einhunderterste'],
    ['1000', 'eintausendste'],
  ])('the ordinal %s is "%s"', (value, words) => expect(say(value, 'ordinal', 'de-DE')).toBe(words));

  test.each([
    ['2026-10-26', 'sechsundzwanzigster Oktober zweitausendsechsundzwanzig'],
    ['1985-03-01', 'erster März neunzehnhundertfünfundachtzig'],
    ['1900-01-02', 'zweiter Januar neunzehnhundert'],
  ])('the date %s is "%s"', (value, words) => expect(say(value, 'date', 'de-AT')).toBe(words));

  test.each([
    ['00:00', 'null Uhr'],
    ['01:01', 'ein Uhr eins'],
    ['14:05', 'vierzehn Uhr fünf'],
    ['21:00', 'einundzwanzig Uhr'],
  ])('the time %s is "%s"', (value, words) => expect(say(value, 'time', 'de')).toBe(words));

  test.each([
    ['12.5', 'EUR', 'zwölf Euro und fünfzig Cent'],
    ['1', 'EUR', 'ein Euro'],
    ['101', 'EUR', 'einhundertein Euro'],
    ['1', 'SEK', 'eine schwedische Krone'],
    ['2', 'SEK', 'zwei schwedische Kronen'],
    ['0.01', 'GBP', 'ein Penny'],
    ['2.5', 'BHD', 'zwei Komma fünf null null B H D'],
  ])('%s %s are "%s"', (value, currency, words) =>
    expect(say(value, 'currency', 'de-DE', currency)).toBe(words),
  );

  test('keys and signs have their names', () => {
    expect(say('1*#', 'digits', 'de-DE')).toBe('eins Stern Raute');
    expect(say('ä@ß', 'spell', 'de-DE')).toBe('Ä, at, Eszett');
  });
});

describe('in other languages', () => {
  test('digits, numbers and codes are left to the voice', () => {
    expect(say('407', 'digits', 'fr-FR')).toBe('4 0 7');
    expect(say('12.5', 'number', 'fr-FR')).toBe('12.5');
    expect(say('ab', 'spell', 'fr-FR')).toBe('A, B');
  });

  test('nothing is said that would need words', () => {
    const wordless = sayStyles.filter((as) => !canSay('fr-FR', as));
    expect(wordless).toEqual(['ordinal', 'date', 'time', 'currency']);
    expect(say('1', 'ordinal', 'fr-FR')).toBeNull();
    expect(say('2026-10-26', 'date', 'fr-FR')).toBeNull();
  });
});

describe('what cannot be said', () => {
  test.each<[SayStyle, string]>([
    ['digits', 'twelve'],
    ['digits', '1.e5'],
    ['number', '1,5'],
    ['number', '1234567890123456'],
    ['number', '1e300'],
    ['number', '0.123456789012345678901'],
    ['ordinal', '1.5'],
    ['ordinal', '-1'],
    ['ordinal', '1000000'],
    ['currency', 'a lot'],
    ['date', 'tomorrow'],
    ['date', '2026-02-29'],
    ['date', '2026-13-01'],
    ['date', '14:05'],
    ['time', '24:00'],
    ['time', '2026-10-26'],
    ['time', '10:00Z'],
    ['time', '2026-10-26T10:00T11:00'],
    ['spell', '   '],
    ['spell', 'x'.repeat(201)],
  ])('as %s: %j', (as, value) => expect(say(value, as, 'en-GB', 'GBP')).toBeNull());
});

test('two numbers never have the same words, and say what they are', () => {
  const words = (value: number, locale: string) => say(String(value), 'number', locale) ?? '';
  const number = fc.integer({ min: 0, max: 999_999_999_999_999 });
  fc.assert(
    fc.property(number, number, fc.constantFrom('en-GB', 'en-US', 'de-DE'), (one, other, locale) => {
      expect(words(one, locale) === words(other, locale)).toBe(one === other);
      expect(words(one, locale)).toMatch(/^[a-zäöüßA-Z -]+$/);
    }),
  );
});

/** Reads English number words back, in another way than they were made. */
function read(words: string): number {
  const units =
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
      ' ',
    );
  const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
  const scales: Readonly<Record<string, number>> = {
    thousand: 1e3,
    million: 1e6,
    billion: 1e9,
    trillion: 1e12,
  };
  let total = 0;
  let group = 0;
  for (const word of words.split(/[ -]/)) {
    const scale = scales[word];
    if (word === 'and') continue;
    if (word === 'hundred') group *= 100;
    else if (scale === undefined)
      group += tens.includes(word) ? 20 + 10 * tens.indexOf(word) : units.indexOf(word);
    else {
      total += group * scale;
      group = 0;
    }
  }
  return total + group;
}

test('English numbers can be read back', () => {
  const magnitude = fc
    .integer({ min: 0, max: 15 })
    .chain((digits) => fc.integer({ min: 0, max: 10 ** digits - 1 }));
  fc.assert(
    fc.property(magnitude, fc.constantFrom('en-GB', 'en-US'), (value, locale) => {
      expect(read(say(String(value), 'number', locale) ?? '')).toBe(value);
    }),
  );
});

test('whatever comes, it is said or refused, and quickly', () => {
  const started = processorTime();
  const hostile = [
    '9'.repeat(200),
    `${'1-'.repeat(99)}x`,
    `${' '.repeat(190)}x`,
    '-'.repeat(200),
    `1e${'9'.repeat(190)}`,
    '()'.repeat(100),
    '\u0000',
    '👩‍👩‍👧‍👦',
  ];
  for (const as of sayStyles) for (const value of hostile) say(value, as, 'en-GB', 'GBP');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...sayStyles), (value, as) => {
      const words = say(value, as, 'de-DE', 'EUR');
      expect(words === null || words.length > 0).toBe(true);
    }),
  );
  expect(processorTime() - started).toBeLessThan(5_000);
});
