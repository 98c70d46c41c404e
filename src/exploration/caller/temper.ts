import type { Random } from '../random.ts';

/** How a generated caller is: what kind of times they choose, and how much goes wrong around them. */
export interface Temper {
  readonly pace: (typeof paces)[number];
  /** How likely it is, in each node, that a key is pressed that nobody asked for. */
  readonly restless: number;
  /** How likely it is, in each node, that something around the call goes wrong. */
  readonly unlucky: number;
  /** How likely it is, in each node, that the caller hangs up. */
  readonly impatient: number;
}

/**
 * `quick`: into the prompt. `usual`: after it. `burst`: all keys at once, as soon as anything is asked. `last`: around the
 * moment at which the time for it is over.
 */
const paces = ['usual', 'quick', 'burst', 'last'] as const;

/** Who waits for the time of the call to run out takes all the time there is. */
export const patient: Temper = { pace: 'last', restless: 0, unlucky: 0, impatient: 0 };

export function chooseTemper(random: Random): Temper {
  const calm = random.chance(0.6);
  return {
    pace: random.chance(0.5) ? 'usual' : random.oneOf(paces),
    restless: calm ? 0 : random.oneOf([0, 0.1, 0.4]),
    unlucky: calm ? 0 : random.oneOf([0, 0.05, 0.3]),
    impatient: calm ? 0 : random.oneOf([0, 0.03, 0.15]),
  };
}
