import { assertNever } from '../../call/index.ts';
import { decimalsOf } from './currencies.ts';
import { parseDecimal, roundTo } from './decimal-number.ts';
import { english } from './english.ts';
import { german } from './german.ts';
import { largestOrdinal } from './language.ts';
import type { Language } from './language.ts';
import { parseMoment } from './moment.ts';
import type { CalendarDate, TimeOfDay } from './moment.ts';

/** What a value is said as: `as` of section 4. */
export const sayStyles = ['digits', 'number', 'ordinal', 'date', 'time', 'currency', 'spell'] as const;
export type SayStyle = (typeof sayStyles)[number];

export interface SayOrder {
  readonly as: SayStyle;
  /** BCP 47. */
  readonly locale: string;
  /** ISO 4217; for `currency`. */
  readonly currency: string | null;
}

/** Characters that one value may have: nobody listens to more. */
const longestValue = 200;

const american = english(false);
const british = english(true);

/** The rules of a locale's language; null where we have none. */
function languageOf(locale: string): Language | null {
  const [language, ...rest] = locale.toLowerCase().split('-');
  if (language === 'de') return german;
  if (language !== 'en') return null;
  return rest.includes('us') ? american : british;
}

/**
 * Whether values can be said so in a locale. Digits, codes and plain numbers can be in any: its voice reads the
 * characters. The rest needs words, which we have for English and German.
 */
export function canSay(locale: string, as: SayStyle): boolean {
  return languageOf(locale) !== null || as === 'digits' || as === 'number' || as === 'spell';
}

/** A value in words; null where it cannot be said so. */
export function sayText(value: string, { as, locale, currency }: SayOrder): string | null {
  const text = value.trim();
  if (text === '' || text.length > longestValue) return null;
  const language = languageOf(locale);
  switch (as) {
    case 'digits':
      return digits(text, language);
    case 'spell':
      return Array.from(text.replaceAll(/\s+/g, ''), (each) => character(each, language)).join(', ');
    case 'number': {
      const number = parseDecimal(text);
      return number === null ? null : (language?.number(number) ?? text);
    }
    case 'ordinal':
      return ordinal(text, language);
    case 'currency':
      return money(text, currency ?? '', language);
    case 'date':
    case 'time':
      return dateOrTime(text, as, language);
    default:
      return assertNever(as, 'style');
  }
}

/** A date or time of day in words; null where we have none of this language. */
export function sayDate(date: CalendarDate, locale: string): string | null {
  return languageOf(locale)?.date(date) ?? null;
}
export function sayTime(time: TimeOfDay, locale: string): string | null {
  return languageOf(locale)?.time(time) ?? null;
}

/** One by one; spaces, dashes, brackets, dots and slashes between them group, and are heard as pauses. */
function digits(text: string, language: Language | null): string | null {
  if (!/^[+(]{0,2}[\d*#]+(?:[\s()./-]+[\d*#]+)*$/.test(text)) return null;
  const groups = text.split(/[\s()./-]+/).filter((group) => group !== '');
  return groups.map((group) => Array.from(group, (each) => character(each, language)).join(' ')).join(', ');
}

function character(each: string, language: Language | null): string {
  const word = language?.characters.get(each);
  if (word !== undefined) return word;
  const upper = each.toUpperCase();
  return Array.from(upper).length === 1 ? upper : each;
}

function ordinal(text: string, language: Language | null): string | null {
  const value = parseDecimal(text);
  if (value === null || language === null) return null;
  const isWhole = !value.negative && !/[1-9]/.test(value.fraction);
  return isWhole && value.whole <= largestOrdinal ? language.ordinal(value.whole) : null;
}

function money(text: string, currency: string, language: Language | null): string | null {
  const value = parseDecimal(text);
  if (value === null || language === null) return null;
  const { whole, minor } = roundTo(value, decimalsOf(currency));
  const negative = value.negative && (whole > 0 || minor > 0);
  return language.money({ currency, negative, whole, minor });
}

function dateOrTime(text: string, as: 'date' | 'time', language: Language | null): string | null {
  const moment = parseMoment(text);
  if (moment === null || language === null) return null;
  if (as === 'date') return moment.date === null ? null : language.date(moment.date);
  return moment.time === null ? null : language.time(moment.time);
}
