import type { MemberNode, ValueNode } from '@humanwhocodes/momoa';
import type { JsonValue } from '../../call/index.ts';

/** The name of a member as a string; strict JSON knows no bare identifiers. */
export function nameOf(member: MemberNode): string {
  return member.name.type === 'String' ? member.name.value : member.name.name;
}

/**
 * The plain value of a syntax tree. Members are defined, not assigned, so that no name can reach a prototype;
 * of a duplicate key the last one counts, as with JSON.parse.
 */
export function valueOf(node: ValueNode): JsonValue {
  switch (node.type) {
    case 'Object':
      return Object.fromEntries(node.members.map((member) => [nameOf(member), valueOf(member.value)]));
    case 'Array':
      return node.elements.map((element) => valueOf(element.value));
    case 'String':
    case 'Number':
    case 'Boolean':
      return node.value;
    case 'Null':
      return null;
    case 'NaN':
    case 'Infinity':
      throw new Error(
        `Strict JSON has no ${node.type}; the parser let one pass. This is a defect of the program.`,
      );
  }
}
