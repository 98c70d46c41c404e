import { parse } from '@humanwhocodes/momoa';
import type { MemberNode, ValueNode } from '@humanwhocodes/momoa';
import type { JsonValue } from '../../call/index.ts';
import { pointerBelow } from './json-pointer.ts';
import { LineIndex } from './line-index.ts';
import { Positions } from './positions.ts';
import { compareProblems, mostProblems, problemFrom } from './problem.ts';
import type { Problem } from './problem.ts';
import { findSyntaxFault } from './syntax-fault.ts';
import { nameOf, valueOf } from './syntax-tree.ts';

export type ReadResult =
  | { readonly kind: 'ok'; readonly value: JsonValue; readonly positions: Positions }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/**
 * Reads a JSON file. Strict JSON: no comments, no trailing commas; a byte order mark is passed over.
 *
 * Problems: `JSON-TOO-LARGE`, `JSON-TOO-DEEP`, `JSON-SYNTAX` (one, the first), `JSON-DUPLICATE-KEY` and
 * `JSON-FORBIDDEN-KEY` (`mostProblems` of them; `__proto__` would reach the prototype of whoever copies the object).
 */
export function readJson(text: string, file: string): ReadResult {
  const source = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const fault = findSyntaxFault(source);
  if (fault !== undefined) {
    const place = new LineIndex(source).place(fault.start, fault.end);
    return { kind: 'problems', problems: [problemFrom(file, place, '', fault)] };
  }
  const root = parse(source, { mode: 'json' }).body;
  const positions = new Positions(file, source, root);
  const problems = firstOf(keyProblems(root, '', positions), mostProblems);
  if (problems.length > 0) return { kind: 'problems', problems: problems.sort(compareProblems) };
  return { kind: 'ok', value: valueOf(root), positions };
}

function firstOf<Item>(items: Iterable<Item>, most: number): Item[] {
  const taken: Item[] = [];
  for (const item of items) {
    if (taken.length === most) break;
    taken.push(item);
  }
  return taken;
}

/** In the order of the document. */
function* keyProblems(node: ValueNode, pointer: string, positions: Positions): Iterable<Problem> {
  if (node.type === 'Array') {
    for (const [index, { value }] of node.elements.entries())
      yield* keyProblems(value, pointerBelow(pointer, index), positions);
  }
  if (node.type !== 'Object') return;
  const seen = new Map<string, MemberNode>();
  for (const member of node.members) {
    const name = nameOf(member);
    const below = pointerBelow(pointer, name);
    const earlier = seen.get(name);
    if (earlier !== undefined) yield duplicateKey(member, earlier, below, positions);
    else seen.set(name, member);
    if (name === '__proto__') yield forbiddenKey(member, below, positions);
    yield* keyProblems(member.value, below, positions);
  }
}

function keyPlace({ name }: MemberNode, positions: Positions) {
  return positions.at(name.loc.start.offset, name.loc.end.offset);
}

function duplicateKey(member: MemberNode, first: MemberNode, pointer: string, positions: Positions): Problem {
  const { line, column } = keyPlace(first, positions);
  const message = `The key ${JSON.stringify(nameOf(member))} stands here a second time; the first is at ${line}:${column}. Rename or remove one.`;
  return problemFrom(positions.file, keyPlace(member, positions), pointer, {
    code: 'JSON-DUPLICATE-KEY',
    message,
  });
}

function forbiddenKey(member: MemberNode, pointer: string, positions: Positions): Problem {
  return problemFrom(positions.file, keyPlace(member, positions), pointer, {
    code: 'JSON-FORBIDDEN-KEY',
    message:
      'The key "__proto__" has a meaning of its own in JavaScript and is refused. Choose another name.',
  });
}
