import { isJsonObject, isKeys, ownMember } from '../call/index.ts';
import type { JsonValue, NodeName } from '../call/index.ts';
import { readByExpression, readBySpeech, readByTemplate, variablesOf } from '../flow/index.ts';
import type { CompiledFlow, PlayItem, VariablesRead } from '../flow/index.ts';

/**
 * How far something that a node works out must be kept out of a record. `open`: it has nothing to do with what is
 * hidden. `told`: it depends on that, but does not show it, such as a yes or no. `secret`: it may show it.
 */
export type Secrecy = 'open' | 'told' | 'secret';

/** What a flow hides from records: its sensitive variables, and those that hold where recordings are. */
export class HiddenValues {
  readonly #flow: CompiledFlow;
  readonly #hidden: ReadonlySet<string>;
  readonly #known = new Map<string, Secrecy>();

  constructor(flow: CompiledFlow) {
    this.#flow = flow;
    const { document } = flow;
    const sensitive = Object.entries(variablesOf(document)).filter(([, { sensitive: is }]) => is === true);
    const recordings = Object.values(document.nodes).filter(({ type }) => type === 'record');
    this.#hidden = new Set([
      ...sensitive.map(([name]) => name),
      ...recordings.flatMap((node) => intoOf(node) ?? []),
    ]);
  }

  has(variable: string): boolean {
    return this.#hidden.has(variable);
  }

  ofExpression(source: string): Secrecy {
    return this.#lookUp(`=${source}`, () => readByExpression(source));
  }

  ofTemplate(value: JsonValue): Secrecy {
    return this.#lookUp(JSON.stringify(value), () => readByTemplate(value));
  }

  speechIsHidden(item: PlayItem, locale: string): boolean {
    const read = () => readBySpeech(this.#flow.document, item, locale);
    return this.#lookUp(`${locale}:${JSON.stringify(item)}`, read) !== 'open';
  }

  #lookUp(key: string, work: () => VariablesRead): Secrecy {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const { read, shown } = work();
    const isHidden = (name: string): boolean => this.has(name);
    const secrecy = [...shown].some(isHidden) ? 'secret' : [...read].some(isHidden) ? 'told' : 'open';
    this.#known.set(key, secrecy);
    return secrecy;
  }
}

/** The variable that a node fills; null: none. */
export function intoOf(node: object): string | null {
  return 'into' in node && typeof node.into === 'string' ? node.into : null;
}

/** A value of the same type that says nothing: it fits the same variables, and is unset or empty like the other. */
export function standInFor(value: JsonValue): JsonValue {
  if (value === null) return null;
  if (typeof value === 'string') return value === '' ? '' : isKeys(value) ? '0' : 'x';
  if (typeof value === 'number') return 0;
  if (typeof value === 'boolean') return false;
  return isJsonObject(value) ? {} : [];
}

/** A node as the document has it. */
export const writtenNode = ({ document }: CompiledFlow, name: NodeName): object =>
  ownMember<object>(document.nodes, name) ?? {};
