import { isJsonObject } from '../call/index.ts';
import type { JsonValue } from '../call/index.ts';
import { isJsonList, pointerBelow, readJson } from './document/index.ts';
import type { Place } from './document/index.ts';

/** Where a file says something. */
export interface Written {
  readonly place: Place;
  readonly pointer: string;
}

/** Where a file says a text as a value, the first time; null where it says it nowhere, as where a setting stands for it. */
export type FindWritten = (text: string) => Written | null;

/**
 * For what is found only once a document is bound, such as audio that is not there. The file is read when it is asked
 * for the first time, and once.
 */
export function writtenTexts(source: string, file: string): FindWritten {
  let read: ReturnType<typeof readJson> | null = null;
  return (text) => {
    read ??= readJson(source, file);
    if (read.kind === 'problems') return null;
    const pointer = pointerTo(text, read.value, '');
    return pointer === null ? null : { pointer, place: read.positions.of(pointer, 'value') };
  };
}

function pointerTo(text: string, value: JsonValue, pointer: string): string | null {
  if (value === text) return pointer;
  const members = isJsonList(value)
    ? value.map((each, index) => [String(index), each] as const)
    : isJsonObject(value)
      ? Object.entries(value)
      : [];
  for (const [name, each] of members) {
    const found = pointerTo(text, each, pointerBelow(pointer, name));
    if (found !== null) return found;
  }
  return null;
}
