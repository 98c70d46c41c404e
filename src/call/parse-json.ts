import * as z from 'zod';
import type { JsonValue } from './json.ts';

const json = z.json();

/** The value that a text says; undefined: it is no JSON, or nested more deeply than can be read. */
export function parseJson(text: string): JsonValue | undefined {
  try {
    return json.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
