import { milliseconds } from '../../call/index.ts';
import type { Milliseconds } from '../../call/index.ts';
import { totalLength } from '../../flow/index.ts';
import type { InputSettings } from '../../flow/index.ts';
import type { CallState } from '../../interpreter/index.ts';
import type { Random } from '../random.ts';
import type { Temper } from './temper.ts';

/** Where nobody knows how long a prompt is. */
const guessedLength = 3_000;

/** How long what was just asked for will sound. */
export function promptLength({ playing: { caller } }: CallState): number {
  if (caller.rendering !== null) return guessedLength;
  return caller.sounding === null ? 0 : (totalLength(caller.sounding.clips) ?? guessedLength);
}

/** How long after a node has asked for a key it is pressed. */
export function chooseDelay(
  { pace }: Temper,
  { firstDigitTimeout, bargeIn }: Pick<InputSettings, 'firstDigitTimeout' | 'bargeIn'>,
  prompt: number,
  random: Random,
): Milliseconds {
  const late = prompt + firstDigitTimeout;
  const afterPrompt = prompt + random.between(100, Math.max(101, Math.min(firstDigitTimeout - 100, 2_500)));
  switch (pace) {
    case 'burst':
      return milliseconds(bargeIn ? 0 : prompt);
    case 'quick':
      return milliseconds(bargeIn ? random.between(0, prompt + 200) : afterPrompt);
    case 'last':
      return milliseconds(Math.max(0, late + random.oneOf([-1, 0, 0, -250])));
    case 'usual':
      return milliseconds(afterPrompt);
  }
}

/** From key to key; null: as it is usual. */
export function chooseGap({ pace }: Temper, interDigitTimeout: number, random: Random): Milliseconds | null {
  switch (pace) {
    case 'burst':
      return milliseconds(random.oneOf([0, 1, 40]));
    case 'last':
      return milliseconds(random.oneOf([interDigitTimeout, interDigitTimeout - 1]));
    case 'quick':
      return milliseconds(random.between(60, 150));
    case 'usual':
      return null;
  }
}
