import { ownMember } from '../../call/index.ts';
import type { BoundFlow } from '../compiled-flow.ts';
import { answerOperations, callOperations } from '../operation-use.ts';
import type { OperationUse } from '../operation-use.ts';
import { graphOf } from './flow-graph.ts';
import { isAnswered, isOver, needsImplicitAnswer } from './situations.ts';
import type { Situation } from './situations.ts';

/** A Graph operation that calls of a flow may ask for, and the node that needs it, which may be one of a flow that is entered. */
export interface NeededOperation {
  readonly flow: string;
  readonly node: string;
  readonly use: OperationUse;
}

/**
 * Every operation that calls of this flow may ask Graph for, each once for a node, in the order in which the nodes can be
 * reached. Where a node needs audio and nobody has answered, it needs what answering takes.
 *
 * A5  A call asks Graph for no operation that is not listed, but to reject what nobody has answered, which needs no permission.
 */
export function reportOperations(
  flow: Pick<BoundFlow, 'document' | 'clips' | 'subflows'>,
): readonly NeededOperation[] {
  const { graph } = graphOf(flow, (id) => ownMember(flow.subflows, id) ?? null);
  const found = new Map<string, NeededOperation>();
  for (const situation of graph.situations) {
    const { frame, node } = situation;
    // A flow that others enter has the call that they have answered.
    const entered = situation === graph.start && isAnswered(situation.stage) ? callOperations : [];
    for (const use of [...entered, ...operationsOf(situation)]) {
      const needed = { flow: frame.document.id, node: node.name, use };
      const key = JSON.stringify([needed.flow, needed.node, Object.values(use)]);
      found.set(key, found.get(key) ?? needed);
    }
  }
  return [...found.values()];
}

function operationsOf(situation: Situation): readonly OperationUse[] {
  if (isOver(situation)) return [];
  const { bound, facts } = situation.node;
  const { operations } = bound;
  // Whoever hangs up a call that rings turns it away.
  if (situation.stage === 'incoming' && bound.requires === 'nothing' && facts.ends)
    return operations.map((use) => (use.operation === 'deleteCall' ? { operation: 'reject' } : use));
  return needsImplicitAnswer(situation) ? [...answerOperations, ...operations] : operations;
}
