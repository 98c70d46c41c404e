import { decimalsOf } from './currencies.ts';
import type { DecimalNumber } from './decimal-number.ts';
import type { Language, Money } from './language.ts';
import type { CalendarDate, TimeOfDay } from './moment.ts';

const small = (
  'null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn ' +
  'achtzehn neunzehn'
).split(' ');
const tens = 'null zehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig'.split(' ');
const scales = [
  { one: 'eine Million', many: 'Millionen', value: 1e6 },
  { one: 'eine Milliarde', many: 'Milliarden', value: 1e9 },
  { one: 'eine Billion', many: 'Billionen', value: 1e12 },
].toReversed();
const months = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(
  ' ',
);

const irregularOrdinals: ReadonlyMap<number, string> = new Map([
  [1, 'erste'],
  [3, 'dritte'],
  [7, 'siebte'],
  [8, 'achte'],
]);

const signs: ReadonlyMap<string, string> = new Map([
  ['*', 'Stern'],
  ['#', 'Raute'],
  ['+', 'plus'],
  ['-', 'Strich'],
  ['_', 'Unterstrich'],
  ['.', 'Punkt'],
  ['@', 'at'],
  ['/', 'Schrägstrich'],
  ['&', 'und'],
  ['ß', 'Eszett'],
]);

type Gender = 'masculine' | 'feminine';

interface GermanCurrency {
  readonly gender: Gender;
  readonly one: string;
  readonly many: string;
  readonly minorOne: string;
  readonly minorMany: string;
}

const masculine = (one: string, minor: string, many = one): GermanCurrency => ({
  gender: 'masculine',
  one,
  many,
  minorOne: minor,
  minorMany: minor,
});
const krone = (country: string, minor: string): GermanCurrency => ({
  gender: 'feminine',
  one: `${country} Krone`,
  many: `${country} Kronen`,
  minorOne: minor,
  minorMany: minor,
});

const currencies: ReadonlyMap<string, GermanCurrency> = new Map([
  ['EUR', masculine('Euro', 'Cent')],
  ['CHF', masculine('Franken', 'Rappen')],
  ['USD', masculine('Dollar', 'Cent')],
  ['GBP', { ...masculine('Pfund', 'Pence'), minorOne: 'Penny' }],
  ['AUD', masculine('australischer Dollar', 'Cent', 'australische Dollar')],
  ['CAD', masculine('kanadischer Dollar', 'Cent', 'kanadische Dollar')],
  ['SEK', krone('schwedische', 'Öre')],
  ['NOK', krone('norwegische', 'Øre')],
  ['DKK', krone('dänische', 'Øre')],
  ['CZK', krone('tschechische', 'Heller')],
  ['PLN', masculine('Złoty', 'Groszy')],
  ['JPY', masculine('Yen', '')],
]);

/** As the first part of a longer number: `ein`, where it stands alone `eins`. */
const joined = (value: number): string => (value === 1 ? 'ein' : (small[value] ?? ''));

function below100(value: number): string {
  if (value < 20) return small[value] ?? '';
  const unit = value % 10;
  const ten = tens[Math.floor(value / 10)] ?? '';
  return unit === 0 ? ten : `${joined(unit)}und${ten}`;
}

function below1000(value: number): string {
  if (value < 100) return below100(value);
  const rest = value % 100;
  return `${joined(Math.floor(value / 100))}hundert${rest === 0 ? '' : below100(rest)}`;
}

function belowMillion(value: number): string {
  if (value < 1000) return below1000(value);
  const rest = value % 1000;
  const thousands = below1000(Math.floor(value / 1000)).replace(/eins$/, 'ein');
  return `${thousands}tausend${rest === 0 ? '' : below1000(rest)}`;
}

function cardinal(value: number): string {
  const parts: string[] = [];
  let rest = value;
  for (const { one, many, value: scale } of scales) {
    const count = Math.floor(rest / scale);
    rest %= scale;
    if (count > 0) parts.push(count === 1 ? one : `${counted(count, 'feminine')} ${many}`);
  }
  if (rest > 0 || parts.length === 0) parts.push(belowMillion(rest));
  return parts.join(' ');
}

/** Before a noun the one at the end of a number takes its gender: `einundzwanzig Euro`, `hundertein Euro`. */
const counted = (value: number, gender: Gender): string =>
  cardinal(value).replace(/eins$/, gender === 'masculine' ? 'ein' : 'eine');

function ordinal(value: number): string {
  const last = value % 100;
  if (last === 0 || last >= 20) return value === 0 ? 'nullte' : `${cardinal(value)}ste`;
  const before = value - last;
  const prefix = before === 0 ? '' : cardinal(before);
  return `${prefix}${irregularOrdinals.get(last) ?? `${small[last] ?? ''}te`}`;
}

const digits = (text: string): string => Array.from(text, (digit) => small[Number(digit)] ?? '').join(' ');

function number({ negative, whole, fraction }: DecimalNumber): string {
  return `${negative ? 'minus ' : ''}${cardinal(whole)}${fraction === '' ? '' : ` Komma ${digits(fraction)}`}`;
}

function year(value: number): string {
  if (value < 1100 || value >= 2000) return cardinal(value);
  const rest = value % 100;
  return `${below100(Math.floor(value / 100))}hundert${rest === 0 ? '' : below100(rest)}`;
}

function money({ currency, negative, whole, minor }: Money): string {
  const minus = negative ? 'minus ' : '';
  const named = currencies.get(currency);
  if (named === undefined) {
    const fraction = String(minor).padStart(decimalsOf(currency), '0');
    const behind = minor === 0 ? '' : ` Komma ${digits(fraction)}`;
    return `${minus}${cardinal(whole)}${behind} ${Array.from(currency).join(' ')}`;
  }
  const units = `${counted(whole, named.gender)} ${whole === 1 ? named.one : named.many}`;
  if (minor === 0) return minus + units;
  const minors = `${counted(minor, 'masculine')} ${minor === 1 ? named.minorOne : named.minorMany}`;
  return whole === 0 ? minus + minors : `${minus}${units} und ${minors}`;
}

/** German: the date in the nominative (`sechsundzwanzigster Oktober`), the time of 24 hours. */
export const german: Language = {
  characters: new Map([...small.slice(0, 10).map((word, digit) => [String(digit), word] as const), ...signs]),
  number,
  ordinal,
  date: (date: CalendarDate) => `${ordinal(date.day)}r ${months[date.month - 1] ?? ''} ${year(date.year)}`,
  time: ({ hour, minute }: TimeOfDay) =>
    `${counted(hour, 'masculine')} Uhr${minute === 0 ? '' : ` ${cardinal(minute)}`}`,
  money,
};
