import { keys, nodeName } from '../../call/index.ts';
import type { NodeName } from '../../call/index.ts';
import type { FlowDocument } from '../flow-document.ts';
import type { NodeFacts } from '../node-facts.ts';
import type { BoundNode, Edge } from '../node-kind.ts';

/** How far the call is when a node is entered; a coarser view of what the interpreter knows. */
export type Stage =
  /** It rings: nobody has answered. */
  | 'incoming'
  | 'answered'
  /** It was answered because a node needed audio, without an `answer`. */
  | 'answeredForAudio'
  /** Answering failed, and its own edge was taken. */
  | 'unanswered'
  /** Answering failed, and `on.error` was entered. */
  | 'lost'
  /** The caller has gone: `on.hangup`. */
  | 'gone';

/** A node as it is entered, with what decides where it may lead. */
export interface Situation {
  readonly node: FlowNode;
  readonly stage: Stage;
  readonly group: boolean;
  /** `on.error` has been entered, so that the next failure without an edge ends the call. */
  readonly errorHandled: boolean;
  /** In `on.maxDuration`, or beyond. */
  readonly late: boolean;
}

export interface FlowNode {
  readonly name: NodeName;
  readonly bound: BoundNode;
  readonly facts: NodeFacts;
}

/** A way from one situation to the next. */
export interface Passage {
  readonly from: Situation;
  readonly to: Situation;
  /**
   * `edge`: an outcome; `keys`: a key of `on.keys`; `failure`: to `on.error`; `interrupt`: to `on.maxDuration`.
   * `failed`: an outcome that only a failure takes.
   */
  readonly kind: 'edge' | 'failed' | 'keys' | 'failure' | 'interrupt';
  /** Of an outcome. */
  readonly edge: Edge | null;
  readonly after: Edge['after'] | null;
}

/** Everything that may happen to a call, as far as the checker looks: situations, and the ways between them. */
export interface SituationGraph {
  readonly situations: readonly Situation[];
  readonly passagesFrom: (situation: Situation) => readonly Passage[];
  readonly start: Situation;
}

export const needsImplicitAnswer = ({ node, stage }: Situation): boolean =>
  stage === 'incoming' && node.bound.requires === 'audio';

/** Whether the node cannot run at all in this situation: the call is over there. */
export const isOver = ({ node, stage }: Situation): boolean =>
  (stage === 'gone' && node.bound.requires !== 'nothing') ||
  ((stage === 'unanswered' || stage === 'lost') && node.bound.requires === 'audio');

/** Explores the flow from its start and from `on.hangup`. Every name in it exists. */
export function exploreSituations(
  document: FlowDocument,
  nodes: ReadonlyMap<NodeName, FlowNode>,
): SituationGraph {
  const known = new Map<string, Situation>();
  const passages = new Map<Situation, readonly Passage[]>();
  const at = (wanted: Situation): Situation => {
    const key = keyOf(wanted);
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, wanted);
    return wanted;
  };
  const nodeAt = (name: string): FlowNode => {
    const node = nodes.get(nodeName(name));
    if (node === undefined) throw new Error(`The flow has no node ${name}. Unknown names are found before.`);
    return node;
  };
  const begin = { group: false, late: false };
  const start = at({ node: nodeAt(document.start), ...firstState(document) });
  if (document.on.hangup !== undefined)
    at({ ...begin, node: nodeAt(document.on.hangup), stage: 'gone', errorHandled: true });
  // A Map goes on to what is added while it is walked.
  for (const situation of known.values()) {
    passages.set(
      situation,
      leaving(situation, document, (name, rest) => at({ ...rest, node: nodeAt(name) })),
    );
  }
  return { situations: [...known.values()], passagesFrom: (from) => passages.get(from) ?? [], start };
}

/** A flow with params or returns is entered by others: in whatever call they have, most likely an answered one. */
function firstState({ params, returns }: FlowDocument): Omit<Situation, 'node'> {
  const entered = Object.keys(params).length > 0 || Object.keys(returns).length > 0;
  return { stage: entered ? 'answered' : 'incoming', group: entered, errorHandled: false, late: false };
}

const keyOf = ({ node, stage, group, errorHandled, late }: Situation): string =>
  `${stage} ${group} ${errorHandled} ${late} ${node.name}`;

type Arrive = (name: string, rest: Omit<Situation, 'node'>) => Situation;

function leaving(from: Situation, document: FlowDocument, arrive: Arrive): readonly Passage[] {
  const { node, stage, group, errorHandled, late } = from;
  const passages: Passage[] = [];
  const answered: Stage = needsImplicitAnswer(from) ? 'answeredForAudio' : stage;
  const rest = { stage: answered, group, errorHandled, late };
  if (!isOver(from)) {
    for (const edge of node.bound.edges) {
      if (edge.call === 'unanswered' && isAnswered(stage)) continue;
      const to = arrive(edge.to, { ...rest, ...becomes(edge, answered) });
      passages.push({ from, to, kind: kindOf(edge, node.bound), edge, after: edge.after ?? null });
    }
    for (const [key, name] of Object.entries(document.on.keys ?? {})) {
      if (!leavesKey(node, key)) continue;
      passages.push({ from, to: arrive(name, rest), kind: 'keys', edge: null, after: 'input' });
    }
    const { maxDuration } = document.on;
    if (maxDuration !== undefined && isAnswered(answered) && !late) {
      const to = arrive(maxDuration, { ...rest, late: true });
      passages.push({ from, to, kind: 'interrupt', edge: null, after: null });
    }
  }
  for (const failed of errorHandled || stage === 'gone' ? [] : failedStages(from, answered)) {
    if (document.on.error === undefined) break;
    const to = arrive(document.on.error, { ...rest, stage: failed, errorHandled: true });
    passages.push({ from, to, kind: 'failure', edge: null, after: null });
  }
  return passages;
}

/** An answer that fails leaves no call behind. */
function failedStages(from: Situation, answered: Stage): readonly Stage[] {
  if (from.stage === 'unanswered' || from.stage === 'lost') return ['lost'];
  const answers = needsImplicitAnswer(from) || from.node.bound.edges.some(({ call }) => call === 'answered');
  if (!answers || from.stage !== 'incoming') return [answered];
  // It may also be up, and only its keys not be heard.
  return [isAnswered(answered) ? answered : 'answered', 'lost'];
}

export const isAnswered = (stage: Stage): boolean => stage === 'answered' || stage === 'answeredForAudio';

function becomes({ call }: Edge, stage: Stage): { readonly stage?: Stage; readonly group?: true } {
  switch (call) {
    case 'answered':
      return isAnswered(stage) ? {} : { stage: 'answered' };
    case 'unanswered':
      return { stage: 'unanswered' };
    case 'group':
      return { stage: isAnswered(stage) ? stage : 'answered', group: true };
    default:
      return {};
  }
}

const kindOf = (edge: Edge, { failureEdge }: BoundNode): 'edge' | 'failed' =>
  edge.to === failureEdge && (edge.outcome === 'onError' || edge.outcome === 'onFailed') ? 'failed' : 'edge';

/** Whether the node takes keys, but not this one as the first of an input. */
function leavesKey({ facts }: FlowNode, name: string): boolean {
  const key = keys.find((each) => each === name);
  return key !== undefined && facts.claims?.(key) === false;
}
