/**
 * Hostility on request, reproducible by its seed.
 *
 * HX1 Chaos only does what a real task hub may do: messages late, twice or overtaking those of other senders; episodes that die before
 *     they are stored and run again. Messages of one sender to one instance keep their order.
 * HX2 What could change an answer of a correct app is off unless asked for: activities run twice, external events delivered twice.
 */
import type { Random } from '../random.ts';
import { seededRandom } from '../random.ts';

export interface ChaosOptions {
  readonly seed: number;
  /** Longest delay of a message or an activity's start, in milliseconds of the host's clock. Default 200. */
  readonly maximumDelay?: number;
  /** Chance of each mischief, 0 to 1. Default 0.2. */
  readonly probability?: number;
  /** Deliver external events twice, too: real for at-least-once senders, but the app must tell them apart. Default false. */
  readonly duplicateExternalEvents?: boolean;
  /** Run activities twice; the second result is ignored, its side effects are not. Default false. */
  readonly duplicateActivities?: boolean;
}

export interface Chaos {
  /** Milliseconds by which the next message or activity is late; 0 most of the time. */
  delay(): number;
  duplicatesMessage(isExternalEvent: boolean): boolean;
  duplicatesActivity(): boolean;
  killsEpisode(): boolean;
  checksReplay(): boolean;
}

const calm: Chaos = {
  delay: () => 0,
  duplicatesMessage: () => false,
  duplicatesActivity: () => false,
  killsEpisode: () => false,
  checksReplay: () => false,
};

export function createChaos(options: ChaosOptions | undefined): Chaos {
  if (options === undefined) return calm;
  const random: Random = seededRandom(options.seed);
  const probability = options.probability ?? 0.2;
  const maximumDelay = options.maximumDelay ?? 200;
  const strikes = (): boolean => random() < probability;
  return {
    delay: () => (random() < Math.min(1, probability * 2) ? Math.ceil(random() * maximumDelay) : 0),
    duplicatesMessage: (isExternalEvent) =>
      strikes() && (!isExternalEvent || options.duplicateExternalEvents === true),
    duplicatesActivity: () => options.duplicateActivities === true && strikes(),
    killsEpisode: strikes,
    checksReplay: strikes,
  };
}
