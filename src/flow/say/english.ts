import { decimalsOf } from './currencies.ts';
import type { DecimalNumber } from './decimal-number.ts';
import type { CurrencyNames, Language, Money } from './language.ts';
import type { CalendarDate, TimeOfDay } from './moment.ts';

const small = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
  'eighteen nineteen'
).split(' ');
const tens = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const scales = ['', ' thousand', ' million', ' billion', ' trillion'];
const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

const irregularOrdinals: ReadonlyMap<string, string> = new Map([
  ['one', 'first'],
  ['two', 'second'],
  ['three', 'third'],
  ['five', 'fifth'],
  ['eight', 'eighth'],
  ['nine', 'ninth'],
  ['twelve', 'twelfth'],
]);

const signs: ReadonlyMap<string, string> = new Map([
  ['*', 'star'],
  ['#', 'hash'],
  ['+', 'plus'],
  ['-', 'dash'],
  ['_', 'underscore'],
  ['.', 'dot'],
  ['@', 'at'],
  ['/', 'slash'],
  ['&', 'and'],
  ['ß', 'sharp S'],
]);

const names = (one: string, many: string, minorOne: string, minorMany: string): CurrencyNames => ({
  one,
  many,
  minorOne,
  minorMany,
});
const withCents = (one: string): CurrencyNames => names(one, `${one}s`, 'cent', 'cents');

const currencies: ReadonlyMap<string, CurrencyNames> = new Map([
  ['EUR', withCents('euro')],
  ['USD', withCents('dollar')],
  ['AUD', withCents('Australian dollar')],
  ['CAD', withCents('Canadian dollar')],
  ['NZD', withCents('New Zealand dollar')],
  ['SGD', withCents('Singapore dollar')],
  ['HKD', withCents('Hong Kong dollar')],
  ['GBP', names('pound', 'pounds', 'penny', 'pence')],
  ['CHF', names('Swiss franc', 'Swiss francs', 'centime', 'centimes')],
  ['SEK', names('Swedish krona', 'Swedish kronor', 'öre', 'öre')],
  ['NOK', names('Norwegian krone', 'Norwegian kroner', 'øre', 'øre')],
  ['DKK', names('Danish krone', 'Danish kroner', 'øre', 'øre')],
  ['PLN', names('zloty', 'zloty', 'grosz', 'groszy')],
  ['CZK', names('Czech koruna', 'Czech koruna', 'haler', 'halers')],
  ['INR', names('rupee', 'rupees', 'paisa', 'paise')],
  ['ZAR', names('rand', 'rand', 'cent', 'cents')],
  ['JPY', names('yen', 'yen', '', '')],
]);

/** English: `british` says "and" in numbers and the day before the month. */
export function english(british: boolean): Language {
  const and = british ? ' and ' : ' ';

  const below100 = (value: number): string => {
    if (value < 20) return small[value] ?? '';
    const unit = value % 10;
    const ten = tens[Math.floor(value / 10)] ?? '';
    return unit === 0 ? ten : `${ten}-${small[unit] ?? ''}`;
  };
  const below1000 = (value: number): string => {
    if (value < 100) return below100(value);
    const rest = value % 100;
    const hundreds = `${small[Math.floor(value / 100)] ?? ''} hundred`;
    return rest === 0 ? hundreds : `${hundreds}${and}${below100(rest)}`;
  };
  const cardinal = (value: number): string => {
    if (value < 1000) return below1000(value);
    const parts: string[] = [];
    for (let [rest, scale] = [value, 0]; rest > 0; rest = Math.floor(rest / 1000), scale += 1) {
      const group = rest % 1000;
      if (group > 0) parts.unshift(`${below1000(group)}${scales[scale] ?? ''}`);
    }
    const last = value % 1000;
    if (last === 0 || last >= 100) return parts.join(' ');
    return `${parts.slice(0, -1).join(' ')}${and}${parts.at(-1) ?? ''}`;
  };
  const ordinal = (value: number): string =>
    cardinal(value).replace(/[a-z]+$/, (last) => {
      const irregular = irregularOrdinals.get(last);
      return irregular ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`);
    });

  const digits = (text: string): string => Array.from(text, (digit) => small[Number(digit)] ?? '').join(' ');
  const number = ({ negative, whole, fraction }: DecimalNumber): string =>
    `${negative ? 'minus ' : ''}${cardinal(whole)}${fraction === '' ? '' : ` point ${digits(fraction)}`}`;

  return {
    characters: new Map([
      ...small.slice(0, 10).map((word, digit) => [String(digit), word] as const),
      ...signs,
    ]),
    number,
    ordinal,
    date: ({ year, month, day }: CalendarDate) => {
      const named = months[month - 1] ?? '';
      const dayAndMonth = british ? `${ordinal(day)} of ${named}` : `${named} ${ordinal(day)}`;
      return `${dayAndMonth}, ${yearInWords(year, cardinal, below100)}`;
    },
    time: (time) => timeInWords(time, cardinal),
    money: (money) => moneyInWords(money, cardinal, digits),
  };
}

/** `twenty twenty-six`, `nineteen oh five`, `two thousand and five`. */
function yearInWords(
  year: number,
  cardinal: (value: number) => string,
  below100: (value: number) => string,
): string {
  const rest = year % 100;
  if (year < 1000 || year % 1000 < 10) return cardinal(year);
  const century = below100(Math.floor(year / 100));
  if (rest === 0) return `${century} hundred`;
  return `${century} ${rest < 10 ? 'oh ' : ''}${below100(rest)}`;
}

function timeInWords({ hour, minute }: TimeOfDay, cardinal: (value: number) => string): string {
  if (minute === 0 && hour === 0) return 'midnight';
  if (minute === 0 && hour === 12) return 'noon';
  const clock = cardinal(hour % 12 === 0 ? 12 : hour % 12);
  const minutes = minute === 0 ? '' : ` ${minute < 10 ? 'oh ' : ''}${cardinal(minute)}`;
  return `${clock}${minutes} ${hour < 12 ? 'a.m.' : 'p.m.'}`;
}

function moneyInWords(
  { currency, negative, whole, minor }: Money,
  cardinal: (value: number) => string,
  digits: (text: string) => string,
): string {
  const minus = negative ? 'minus ' : '';
  const named = currencies.get(currency);
  if (named === undefined) {
    const fraction = String(minor).padStart(decimalsOf(currency), '0');
    const behind = minor === 0 ? '' : ` point ${digits(fraction)}`;
    return `${minus}${cardinal(whole)}${behind} ${Array.from(currency).join(' ')}`;
  }
  const units = `${cardinal(whole)} ${whole === 1 ? named.one : named.many}`;
  if (minor === 0) return minus + units;
  const minors = `${cardinal(minor)} ${minor === 1 ? named.minorOne : named.minorMany}`;
  return whole === 0 ? minus + minors : `${minus}${units} and ${minors}`;
}
