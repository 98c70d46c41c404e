import type { Tone } from '../../operations/index.ts';

const names = new Map<string, Tone>([
  ['0', 'tone0'],
  ['1', 'tone1'],
  ['2', 'tone2'],
  ['3', 'tone3'],
  ['4', 'tone4'],
  ['5', 'tone5'],
  ['6', 'tone6'],
  ['7', 'tone7'],
  ['8', 'tone8'],
  ['9', 'tone9'],
  ['*', 'star'],
  ['#', 'pound'],
  ['A', 'a'],
  ['B', 'b'],
  ['C', 'c'],
  ['D', 'd'],
]);

/** The wire name of a key; undefined for what is no key. */
export function toneName(key: string): Tone | undefined {
  return names.get(key.toUpperCase());
}
