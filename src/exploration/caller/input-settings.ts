import * as z from 'zod';
import type { FlowId, NodeName } from '../../call/index.ts';
import { partOf, resolveInput } from '../../flow/index.ts';
import type { CompiledFlow, FlowDocument, InputSettings } from '../../flow/index.ts';

const nodeSchema = z.object({
  input: z
    .object({
      firstDigitTimeout: z.string().optional(),
      interDigitTimeout: z.string().optional(),
      terminatorTimeout: z.string().optional(),
      maxAttempts: z.number().optional(),
      maxNoInput: z.number().optional(),
      maxNoMatch: z.number().optional(),
    })
    .optional(),
  bargeIn: z.boolean().optional(),
});

/** The times and attempts that hold for a node that takes keys, as it is written. */
export function settingsOf(document: FlowDocument, node: unknown): InputSettings {
  return resolveInput(document.defaults, nodeSchema.parse(node));
}

const takingKeys = new Set(['menu', 'collect']);

/** The same by the names of flow and node; null: it takes no keys. */
export function inputSettingsOf(root: CompiledFlow, flow: FlowId, node: NodeName): InputSettings | null {
  const part = partOf(root, flow);
  const type = part?.nodes.get(node)?.type ?? '';
  return part === undefined || !takingKeys.has(type)
    ? null
    : settingsOf(part.document, part.document.nodes[node]);
}
