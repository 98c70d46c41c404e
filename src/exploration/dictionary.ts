import { partsOf } from '../flow/index.ts';
import type { CompiledFlow } from '../flow/index.ts';

/** Words of a flow that decide something in it: what its conditions compare with, and what is read of answers. */
export interface Dictionary {
  /** Literal texts of its expressions. */
  readonly texts: readonly string[];
  /** Literal numbers of its expressions, with their neighbours. */
  readonly numbers: readonly number[];
  /** Of each variable: the members that are read of it, each a path (`patient.address.city`: `['address', 'city']`). */
  readonly members: ReadonlyMap<string, readonly (readonly string[])[]>;
}

const mostWords = 200;

/** Reads the dictionary of a flow and those that it enters. Every text of theirs is looked at: what no expression says does no harm. */
export function readDictionary(flow: CompiledFlow): Dictionary {
  const texts = new Set<string>();
  const numbers = new Set<number>([0, 1]);
  const members = new Map<string, (readonly string[])[]>();
  for (const { document } of partsOf(flow)) {
    const variables = new Set([...Object.keys(document.variables), ...Object.keys(document.params)]);
    for (const text of textsOf(document.nodes)) {
      for (const [, quoted = ''] of text.matchAll(/'([^'\\]{1,64})'/g)) texts.add(quoted);
      for (const [found] of text.matchAll(/(?<![\w.'])\d{1,9}(?:\.\d{1,4})?(?![\w.'])/g))
        for (const near of [-1, 0, 1]) numbers.add(Number(found) + near);
      for (const [, name = '', path = ''] of text.matchAll(/(?<![\w.'])([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*)+)/g))
        if (variables.has(name)) members.set(name, [...(members.get(name) ?? []), path.slice(1).split('.')]);
    }
  }
  return { texts: [...texts].slice(0, mostWords), numbers: [...numbers].slice(0, mostWords), members };
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((part: unknown) => textsOf(part));
}
