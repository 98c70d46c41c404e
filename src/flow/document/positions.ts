import type { MemberNode, ValueNode } from '@humanwhocodes/momoa';
import type { JsonValue } from '../../call/index.ts';
import { pathOf } from './json-pointer.ts';
import { LineIndex } from './line-index.ts';
import type { Place } from './line-index.ts';
import { nameOf, valueOf } from './syntax-tree.ts';

export type { Place } from './line-index.ts';

/** Which part of a member is meant: its key, or its value. */
export type PositionOf = 'key' | 'value';

/** A stretch of a string that stands for a stretch of its source: where a setting was put in. */
export interface Replacement {
  /** In the string as it is now. */
  readonly start: number;
  readonly end: number;
  /** In the string as it is written in the file. */
  readonly sourceStart: number;
  readonly sourceEnd: number;
}

interface Found {
  readonly value: ValueNode;
  /** Absent for the document itself and for the elements of lists. */
  readonly member: MemberNode | undefined;
}

/** Where the parts of a JSON text stand, by JSON pointer. */
export class Positions {
  readonly file: string;
  readonly #text: string;
  readonly #root: ValueNode;
  readonly #lines: LineIndex;
  readonly #replacements: ReadonlyMap<string, readonly Replacement[]>;
  /** Asked for again and again where there are many problems. */
  readonly #values = new WeakMap<ValueNode, JsonValue>();

  constructor(
    file: string,
    text: string,
    root: ValueNode,
    replacements: ReadonlyMap<string, readonly Replacement[]> = new Map(),
  ) {
    this.file = file;
    this.#text = text;
    this.#root = root;
    this.#lines = new LineIndex(text);
    this.#replacements = replacements;
  }

  /** The same positions for a document in whose strings settings were put (`bindSettings`). */
  withReplacements(replacements: ReadonlyMap<string, readonly Replacement[]>): Positions {
    return new Positions(this.file, this.#text, this.#root, replacements);
  }

  /** True if the document has something at this pointer. */
  has(pointer: string): boolean {
    return this.#walk(pathOf(pointer)).missing === 0;
  }

  /** The value at this pointer as it is written in the file, undefined where there is none. */
  valueAt(pointer: string): JsonValue | undefined {
    const { found, missing } = this.#walk(pathOf(pointer));
    return missing === 0 ? this.#valueOf(found.value) : undefined;
  }

  #valueOf(node: ValueNode): JsonValue {
    const known = this.#values.get(node);
    if (known !== undefined) return known;
    const value = valueOf(node);
    this.#values.set(node, value);
    return value;
  }

  /**
   * Where a member stands. The document itself and the elements of lists have no key: their value is meant.
   * For something that is missing it is the key of the nearest member around it that exists.
   */
  of(pointer: string, part: PositionOf): Place {
    const { found, missing } = this.#walk(pathOf(pointer));
    const node =
      found.member !== undefined && (part === 'key' || missing > 0) ? found.member.name : found.value;
    return this.#lines.place(node.loc.start.offset, node.loc.end.offset);
  }

  /**
   * Where a stretch of a string value stands, given in code units of the string's value: escapes in the file
   * are counted as what they stand for. For anything but a string it is the value.
   */
  within(pointer: string, start: number, end: number): Place {
    const { found, missing } = this.#walk(pathOf(pointer));
    if (missing > 0 || found.value.type !== 'String') return this.of(pointer, 'value');
    const replacements = this.#replacements.get(pointer) ?? [];
    const open = found.value.loc.start.offset + 1;
    const close = found.value.loc.end.offset - 1;
    const wanted = [sourceOffset(replacements, start, 'start'), sourceOffset(replacements, end, 'end')];
    const [from = close, to = close] = wanted.map((offset) => this.#rawOffset(open, close, offset));
    return this.#lines.place(from, Math.max(from, to));
  }

  /** The place of a stretch of the file's text. */
  at(start: number, end: number): Place {
    return this.#lines.place(start, end);
  }

  #rawOffset(open: number, close: number, decoded: number): number {
    let raw = open;
    for (let count = 0; count < decoded && raw < close; count++) {
      if (this.#text[raw] !== '\\') raw += 1;
      else raw += this.#text[raw + 1] === 'u' ? 6 : 2;
    }
    return Math.min(raw, close);
  }

  #walk(path: readonly string[]): { readonly found: Found; readonly missing: number } {
    let found: Found = { value: this.#root, member: undefined };
    for (const [index, step] of path.entries()) {
      const next = child(found.value, step);
      if (next === undefined) return { found, missing: path.length - index };
      found = next;
    }
    return { found, missing: 0 };
  }
}

function child(node: ValueNode, step: string): Found | undefined {
  if (node.type === 'Object') {
    const member = node.members.find((candidate) => nameOf(candidate) === step);
    return member === undefined ? undefined : { value: member.value, member };
  }
  if (node.type !== 'Array' || !/^(0|[1-9]\d*)$/.test(step)) return undefined;
  const element = node.elements[Number(step)];
  return element === undefined ? undefined : { value: element.value, member: undefined };
}

/** Inside a replacement everything is the whole setting: its start for a start, its end for an end. */
function sourceOffset(replacements: readonly Replacement[], offset: number, edge: 'start' | 'end'): number {
  let shift = 0;
  for (const { start, end, sourceStart, sourceEnd } of replacements) {
    if (offset < start || (offset === start && edge === 'end')) break;
    if (offset < end) return edge === 'start' ? sourceStart : sourceEnd;
    shift = sourceEnd - end;
  }
  return offset + shift;
}
