import { nodeName } from '../call/index.ts';
import type { JsonValue, NodeName } from '../call/index.ts';
import { expressionFailed, fitsVariable, variablesOf } from '../flow/index.ts';
import type { CompiledFlow, Edge, Move } from '../flow/index.ts';
import type { CallDraft } from './call-draft.ts';
import { atStart, initialVariables } from './call-state.ts';
import type { Frame } from './call-state.ts';

/*
 * Flows that enter flows: section 2.1 of the flow language, subflow. Each has variables of its own; `on`, limits and
 * locale are those of the flow that the call began with.
 *
 * I9  Whatever ends a sub-flow, a return, a failure, a handler or the end of the call, gives back the variables of
 *     the flow that goes on.
 */

/** Enters a flow at its first node. What does not fit a param is a failure of the node that enters it. */
export function enterSubflow(
  draft: CallDraft,
  { flow, values }: Extract<Move<unknown>, { kind: 'call' }>,
): Move<unknown> {
  const entered = draft.root.subflows.get(flow);
  if (entered === undefined)
    return { kind: 'fail', failure: expressionFailed(`There is no flow "${flow}".`) };
  const params = Object.entries(values);
  const unfit = params.find(([name, value]) => !fits(entered, name, value));
  if (unfit !== undefined) {
    const message = `A value of another type was given for the param ${unfit[0]} of ${flow}.`;
    return { kind: 'fail', failure: expressionFailed(message) };
  }
  const frame: Frame = { flow: draft.state.flow, node: draft.node, variables: draft.state.variables };
  draft.change({
    frames: [...draft.state.frames, frame],
    flow,
    variables: { ...initialVariables(entered), ...values },
  });
  return { kind: 'go', outcome: null, to: nodeName(entered.document.start) };
}

const fits = ({ document }: CompiledFlow, name: string, value: JsonValue): boolean => {
  const declared = Object.hasOwn(document.params, name) ? variablesOf(document)[name] : undefined;
  return declared !== undefined && fitsVariable(declared.type, value);
};

/** Back at the node that entered the flow; null: nobody did. What that flow was doing has been left. */
export function leaveSubflow(draft: CallDraft): NodeName | null {
  const frame = draft.state.frames.at(-1);
  if (frame === undefined) return null;
  const { flow, node, variables } = frame;
  draft.change({ frames: draft.state.frames.slice(0, -1), flow, variables, visit: draft.state.visit + 1 });
  draft.moveTo({ kind: 'atNode', node, answeringFirst: false, memory: null, way: atStart });
  return node;
}

/** Back in the flow that the call began with, whose handlers hold for all. */
export function leaveSubflows(draft: CallDraft): void {
  while (leaveSubflow(draft) !== null);
}

/** The nearest way out that a node which entered a flow has for a failure in it; null: none has one. */
export function leaveToFailureEdge(draft: CallDraft): Edge | null {
  for (let node = leaveSubflow(draft); node !== null; node = leaveSubflow(draft)) {
    const edge = draft.flow.nodes.get(node)?.failureEdge;
    if (edge !== undefined) return edge;
  }
  return null;
}
