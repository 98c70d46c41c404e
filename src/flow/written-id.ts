import { isJsonObject, ownMember } from '../call/index.ts';
import { readJson } from './document/index.ts';
import type { Place } from './document/index.ts';

export interface WrittenId {
  readonly id: string;
  readonly place: Place;
}

/** The id that a flow file states, also one that does not load; null where the file is no JSON or states none. */
export function writtenId(text: string, file: string): WrittenId | null {
  const read = readJson(text, file);
  if (read.kind === 'problems' || !isJsonObject(read.value)) return null;
  const id = ownMember(read.value, 'id');
  return typeof id === 'string' ? { id, place: read.positions.of('/id', 'value') } : null;
}
