import type { InputReason, Key } from '../../call/index.ts';

/**
 * What one attempt may take: rules 4 to 6 of section 3 of the flow language. A grammar only knows keys; the
 * machine that drives it knows time.
 */
export interface Grammar {
  /** Consumed after a full length: rule 8 swallows it when it follows an automatic end. Null: there is none. */
  readonly terminator: Key | null;
  /** Whether an attempt can begin with `key`: what `on.keys` may not take away. */
  readonly claims: (key: Key) => boolean;
  /** What `key` means after `digits`. */
  readonly take: (digits: string, key: Key) => Taken;
  /** The verdict when time ends the input after `digits`. */
  readonly expire: (digits: string) => Judgement;
}

export interface Judgement {
  readonly filled: boolean;
  readonly value: string;
}

export type Taken =
  | { readonly kind: 'more'; readonly digits: string }
  /** The longest input is reached and the terminator may still come (rule 4b). */
  | { readonly kind: 'full'; readonly digits: string }
  | {
      readonly kind: 'judged';
      readonly judgement: Judgement;
      readonly because: Extract<InputReason, 'terminator' | 'mustTerminate' | 'noOption'>;
      /** Ended by its length alone: rule 8 then swallows a terminator that follows. */
      readonly automatic: boolean;
    };

/** Rule 6: the choices are the grammar. */
export function menuGrammar(choices: readonly string[]): Grammar {
  const isChoice = (digits: string): boolean => choices.includes(digits);
  const judge = (digits: string): Judgement => ({ filled: isChoice(digits), value: digits });
  return {
    terminator: null,
    claims: (key) => choices.some((choice) => choice.startsWith(key)),
    expire: judge,
    take(before, key) {
      const digits = before + key;
      const longer = choices.some((choice) => choice.length > digits.length && choice.startsWith(digits));
      if (longer) return { kind: 'more', digits };
      const judgement = judge(digits);
      const because = judgement.filled ? 'mustTerminate' : 'noOption';
      return { kind: 'judged', judgement, because, automatic: false };
    },
  };
}

export interface ConfirmRules {
  readonly accept: string;
  readonly reject: string;
  /** The node's own: it answers nothing, but `on.keys` may not have it, and rule 8 swallows it afterwards. */
  readonly terminator: Key | null;
}

/** `confirm` of section 2.1: one key, whatever it is; anything but `accept` is a noMatch of the node. */
export function confirmGrammar({ accept, reject, terminator }: ConfirmRules): Grammar {
  const isAnswer = (key: string): boolean => key === accept || key === reject;
  return {
    terminator,
    claims: (key) => isAnswer(key) || key === terminator || (key !== '*' && key !== '#'),
    expire: (value) => ({ filled: false, value }),
    take: (_before, key) => ({
      kind: 'judged',
      judgement: { filled: key === accept, value: key },
      because: isAnswer(key) ? 'mustTerminate' : 'noOption',
      automatic: true,
    }),
  };
}

export interface DigitsRules {
  readonly maxDigits: number;
  readonly terminator: Key | null;
  /** Whether rule 4b waits for the terminator once the length is reached. */
  readonly waitsForTerminator: boolean;
  /** Rule 5: length, pattern and check hold for the value, which never contains the terminator. */
  readonly accepts: (value: string) => boolean;
}

/** Rules 4 and 5: up to `maxDigits` keys, ended by the terminator, by their number or by time. */
export function digitsGrammar(rules: DigitsRules): Grammar {
  const judge = (digits: string): Judgement => ({ filled: rules.accepts(digits), value: digits });
  return {
    terminator: rules.terminator,
    claims: (key) => key === rules.terminator || (key !== '*' && key !== '#'),
    expire: judge,
    take(before, key) {
      if (key === rules.terminator) {
        return { kind: 'judged', judgement: judge(before), because: 'terminator', automatic: false };
      }
      const digits = before + key;
      if (digits.length < rules.maxDigits) return { kind: 'more', digits };
      if (rules.waitsForTerminator) return { kind: 'full', digits };
      return { kind: 'judged', judgement: judge(digits), because: 'mustTerminate', automatic: true };
    },
  };
}
