import type { DecimalNumber } from './decimal-number.ts';
import type { CalendarDate, TimeOfDay } from './moment.ts';

/**
 * How a language says values: section 4 of the flow language. The rules are our own and complete, without `Intl`,
 * so that a value is said alike on every machine and every replay.
 */
export interface Language {
  /** The words of single characters: digits, the keys star and hash, signs of codes and addresses. */
  readonly characters: ReadonlyMap<string, string>;
  readonly number: (value: DecimalNumber) => string;
  /** `value` is whole, from 0 to `largestOrdinal`. */
  readonly ordinal: (value: number) => string;
  readonly date: (date: CalendarDate) => string;
  readonly time: (time: TimeOfDay) => string;
  readonly money: (money: Money) => string;
}

export const largestOrdinal = 999_999;

/** An amount in units and minor units, such as pounds and pence. */
export interface Money {
  /** ISO 4217. */
  readonly currency: string;
  readonly negative: boolean;
  readonly whole: number;
  /** In minor units, from 0; how many make one unit is the currency's affair. */
  readonly minor: number;
}

/** What a language calls a currency; where it has no name for one, amounts are said as numbers with its code. */
export interface CurrencyNames {
  readonly one: string;
  readonly many: string;
  readonly minorOne: string;
  readonly minorMany: string;
}
