import type * as z from 'zod';
import { isJsonObject } from '../call/index.ts';
import type { JsonValue } from '../call/index.ts';
import { isJsonList, pathOf, pointerBelow, schemasAt } from './document/index.ts';
import type { Edge } from './node-kind.ts';
import { isNodeReference } from './node-reference.ts';

/**
 * The ways out of a node whose form is wrong, so that its kind cannot be asked: every text that stands where the
 * schema of the kind wants the name of a node.
 */
export function writtenEdges(schema: z.core.$ZodType, node: JsonValue): readonly Edge[] {
  return textsIn(node, []).flatMap(({ text, path }) => {
    const schemas = schemasAt(schema, pathOf(pointerBelow('', ...path)), (depth) =>
      valueAt(node, path.slice(0, depth)),
    );
    return schemas.some(isNodeReference) ? [{ outcome: outcomeOf(path), to: text, pointer: path }] : [];
  });
}

type Path = readonly (string | number)[];

function textsIn(value: JsonValue, path: Path): readonly { readonly text: string; readonly path: Path }[] {
  if (typeof value === 'string') return [{ text: value, path }];
  if (isJsonList(value)) return value.flatMap((element, index) => textsIn(element, [...path, index]));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => textsIn(member, [...path, name]));
}

function valueAt(value: JsonValue, path: Path): JsonValue | undefined {
  let found: JsonValue | undefined = value;
  for (const step of path) {
    if (isJsonList(found)) found = found[Number(step)];
    else found = isJsonObject(found) && Object.hasOwn(found, step) ? found[step] : undefined;
  }
  return found;
}

/** `onBusy`; the key of a choice; the number of a case, counted from 1. */
function outcomeOf(path: Path): string {
  const [only, ...below] = path;
  if (below.length === 0) return String(only);
  const steps = below.filter((step, index) => typeof step === 'number' || index === 0);
  return steps.map((step) => (typeof step === 'number' ? step + 1 : step)).join(' ');
}
