import { maskedKey } from '../call/index.ts';
import type { Key } from '../call/index.ts';

/**
 * The key of a recorded tone as the interpreter takes it. A masked one goes through its buffer as it stands: it is none of
 * the keys, so it is no terminator, and the player recognises it when a node takes it.
 */
export const parseRecordedKey = (key: Key | typeof maskedKey | null): Key | null => key as Key | null;

const masked: string = maskedKey;

export const isMaskedKey = (key: Key): boolean => key === masked;
