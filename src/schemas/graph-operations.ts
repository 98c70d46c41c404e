import * as z from 'zod';
import type { JsonObject, JsonValue } from '../call/index.ts';
import { graphNodeOperation, isGraphNodeOperation, operationNames, requestMembers } from '../operations/index.ts';
import type { GraphNodeOperation } from '../operations/index.ts';

/**
 * The schema of a flow, in which `with` of a `graph` node is what its operation takes, by the description of the
 * operation. Any value in it may also be a text with an {expression} or a setting.
 */
export function withGraphOperations(schema: JsonObject): JsonObject {
  const { $defs } = schema;
  const graphNode = isObject($defs) ? $defs.graphNode : undefined;
  if (!isObject($defs) || !isObject(graphNode)) throw new Error('The schema of a flow has no graph nodes.');
  const allOf = operationNames.filter(isGraphNodeOperation).map(conditionFor);
  return { ...schema, $defs: { ...$defs, graphNode: { ...graphNode, allOf } } };
}

function conditionFor(name: GraphNodeOperation): JsonObject {
  const members = requestMembers(graphNodeOperation(name));
  const { $schema: _version, ...written } = z
    .record(z.string(), z.json())
    .parse(z.toJSONSchema(members, { io: 'input' }));
  const isNeeded = !members.safeParse({}).success;
  return {
    if: { properties: { operation: { const: name } }, required: ['operation'] },
    then: {
      properties: { with: walked(written) },
      ...(isNeeded ? { required: ['with'] } : {}),
    },
  };
}

/** A text with an expression, or with a setting. */
const open: JsonObject = { type: 'string', pattern: '\\{' };

const orOpen = (schema: JsonValue): JsonObject => ({ anyOf: [walked(schema), open] });

/** The same, in which every value below may be open. */
function walked(schema: JsonValue): JsonValue {
  if (!isObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([name, held]): readonly [string, JsonValue] => {
      if (name === 'properties' && isObject(held))
        return [name, Object.fromEntries(Object.entries(held).map(([key, each]) => [key, orOpen(each)]))];
      if (name === 'items') return [name, orOpen(held)];
      if (name === 'anyOf' && isList(held)) return [name, held.map(walked)];
      return [name, held];
    }),
  );
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value);

const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);
