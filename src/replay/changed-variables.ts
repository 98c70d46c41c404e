import { maskedKey } from '../call/index.ts';
import type { FlowId, JsonValue } from '../call/index.ts';
import { partOf } from '../flow/index.ts';
import type { CompiledFlow } from '../flow/index.ts';
import type { CallState } from '../interpreter/index.ts';
import { HiddenValues } from './hidden-values.ts';

/** A variable with its new value; a hidden one is masked. */
export interface ChangedVariable {
  readonly flow: FlowId;
  readonly name: string;
  readonly value: JsonValue;
}

/** What an event changed in the variables of the flow that the call is in after it. */
export function changedVariables(
  root: CompiledFlow,
  before: CallState | null,
  after: CallState,
): readonly ChangedVariable[] {
  const { flow, variables } = after;
  const part = partOf(root, flow);
  if (part === undefined) return [];
  const hidden = new HiddenValues(part);
  const known = before === null ? undefined : variablesOfFlow(before, flow);
  return Object.entries(variables).flatMap(([name, value]) => {
    const old = known?.[name] ?? null;
    if (old === value || (known === undefined && value === null)) return [];
    return [{ flow, name, value: hidden.has(name) && value !== null ? maskedKey.repeat(3) : value }];
  });
}

const variablesOfFlow = (state: CallState, flow: FlowId): CallState['variables'] | undefined =>
  state.flow === flow ? state.variables : state.frames.findLast((frame) => frame.flow === flow)?.variables;
