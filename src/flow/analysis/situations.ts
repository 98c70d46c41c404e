import { keys, nodeName } from '../../call/index.ts';
import type { FlowDocument } from '../flow-document.ts';
import type { BoundNode, Edge } from '../node-kind.ts';
import { chainOf } from './frames.ts';
import type { EnteredFrame, FlowNode, Frame } from './frames.ts';

/** How far the call is when a node is entered; a coarser view of what the interpreter knows. */
export type Stage =
  /** It rings: nobody has answered. */
  | 'incoming'
  | 'answered'
  /** It was answered because a node needed audio, without an `answer`. */
  | 'answeredForAudio'
  /** Answering failed, and its own edge was taken. */
  | 'unanswered'
  /** Answering failed, and `on.error` was entered, or the `onError` of a node that entered a flow. */
  | 'lost'
  /** The caller has gone: `on.hangup`. */
  | 'gone';

/** A node as it is entered, with what decides where it may lead. */
export interface Situation {
  readonly node: FlowNode;
  /** The way on which the node's flow was entered. */
  readonly frame: Frame;
  readonly stage: Stage;
  readonly group: boolean;
  /** `on.error` has been entered, so that the next failure without an edge ends the call. */
  readonly errorHandled: boolean;
  /** In `on.maxDuration`, or beyond. */
  readonly late: boolean;
}

/** A way from one situation to the next. */
export interface Passage {
  readonly from: Situation;
  readonly to: Situation;
  /**
   * `edge`: an outcome, into a flow, or back from it; `keys`: a key of `on.keys`; `failure`: to `on.error`;
   * `interrupt`: to `on.maxDuration`. `failed`: an outcome that only a failure takes, also one inside a flow.
   */
  readonly kind: 'edge' | 'failed' | 'keys' | 'failure' | 'interrupt';
  /** Of an outcome of `from`. */
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

/** The call, or the flow that another one entered, can end here other than by a failure. */
export const endsCall = ({ node, frame }: Situation): boolean =>
  node.facts.ends && (node.facts.returns === undefined || frame.entry === null);

/** Explores the flow from its start and from `on.hangup`. Every name in it, and in what it enters, exists. */
export function exploreSituations(root: Frame, entered: EnteredFrame): SituationGraph {
  const { document } = root;
  const known = new Map<Frame, Map<string, Situation>>();
  const all: Situation[] = [];
  const passages = new Map<Situation, readonly Passage[]>();
  const at = (wanted: Situation): Situation => {
    const inFrame = known.get(wanted.frame) ?? new Map<string, Situation>();
    known.set(wanted.frame, inFrame);
    const key = keyOf(wanted);
    const found = inFrame.get(key);
    if (found !== undefined) return found;
    inFrame.set(key, wanted);
    all.push(wanted);
    return wanted;
  };
  const arrive: Arrive = (frame, name, rest) => at({ ...rest, frame, node: nodeIn(frame, name) });
  const start = arrive(root, document.start, firstState(document));
  const begin = { group: document.groupCall === true, late: false };
  if (document.on.hangup !== undefined)
    arrive(root, document.on.hangup, { ...begin, stage: 'gone', errorHandled: true });
  // An array goes on to what is added while it is walked.
  for (const situation of all) passages.set(situation, leaving(situation, { root, entered, arrive }));
  return { situations: all, passagesFrom: (from) => passages.get(from) ?? [], start };
}

function nodeIn({ nodes }: Frame, name: string): FlowNode {
  const node = nodes.get(nodeName(name));
  if (node === undefined) throw new Error(`The flow has no node ${name}. Unknown names are found before.`);
  return node;
}

/** A flow with params or returns is entered by others: in whatever call they have, most likely an answered one. */
function firstState({ params, returns, groupCall = false }: FlowDocument): State {
  const entered = Object.keys(params).length > 0 || Object.keys(returns).length > 0;
  return {
    stage: entered ? 'answered' : 'incoming',
    group: entered || groupCall,
    errorHandled: false,
    late: false,
  };
}

const keyOf = ({ node, stage, group, errorHandled, late }: Situation): string =>
  `${stage} ${group} ${errorHandled} ${late} ${node.name}`;

type State = Omit<Situation, 'node' | 'frame'>;
type Arrive = (frame: Frame, name: string, state: State) => Situation;

interface Exploration {
  readonly root: Frame;
  readonly entered: EnteredFrame;
  readonly arrive: Arrive;
}

function leaving(from: Situation, exploration: Exploration): readonly Passage[] {
  const { group, errorHandled, late } = from;
  const stage: Stage = needsImplicitAnswer(from) ? 'answeredForAudio' : from.stage;
  const state = { stage, group, errorHandled, late };
  const ways = isOver(from)
    ? []
    : [
        ...outcomes(from, state, exploration),
        ...returning(from, state, exploration),
        ...handlers(from, state, exploration),
      ];
  return [...ways, ...failures(from, state, exploration)];
}

function outcomes(from: Situation, state: State, { entered, arrive }: Exploration): readonly Passage[] {
  const { node, frame } = from;
  const inside = entered(frame, node);
  // Of a flow that nobody knows it is supposed that it answers, and that it may return anything.
  const unknown = inside === null && node.facts.enters !== undefined;
  const supposed = unknown && state.stage === 'incoming' ? ({ ...state, stage: 'answered' } as const) : state;
  const own = node.bound.edges
    .filter((edge) => edge.call !== 'unanswered' || !isAnswered(from.stage))
    .filter((edge) => edge.onReturn === undefined || inside === null)
    .map((edge): Passage => {
      const to = arrive(frame, edge.to, { ...supposed, ...becomes(edge, supposed.stage) });
      const after = edge.after ?? (unknown && edge.onReturn !== undefined ? 'input' : null);
      return { from, to, kind: kindOf(edge, node.bound), edge, after };
    });
  if (inside === null) return own;
  return [{ ...immediate, from, to: arrive(inside, inside.document.start, state) }, ...own];
}

const immediate = { kind: 'edge', edge: null, after: null } as const;

/** Back to the flow that entered this one. */
function returning(from: Situation, state: State, { arrive }: Exploration): readonly Passage[] {
  const { entry } = from.frame;
  const { returns } = from.node.facts;
  if (entry === null || returns === undefined) return [];
  return entry.node.bound.edges
    .filter(({ onReturn }) => onReturn === returns)
    .map((edge) => ({ ...immediate, from, to: arrive(entry.frame, edge.to, state) }));
}

/** Keys and the time limit are those of the flow with which the call began: they end what was entered. */
function handlers(from: Situation, state: State, { root, arrive }: Exploration): readonly Passage[] {
  const { keys: keyHandlers = {}, maxDuration } = root.document.on;
  const left = Object.entries<string>(keyHandlers).filter(([key]) => leavesKey(from.node, key));
  const passages = left.map(([, name]): Passage => {
    return { from, to: arrive(root, name, state), kind: 'keys', edge: null, after: 'input' };
  });
  if (maxDuration === undefined || !isAnswered(state.stage) || state.late) return passages;
  const to = arrive(root, maxDuration, { ...state, late: true });
  return [...passages, { from, to, kind: 'interrupt', edge: null, after: null }];
}

/** To the nearest node that entered this flow and has a way out for failures, and to `on.error`. */
function failures(from: Situation, state: State, { root, arrive }: Exploration): readonly Passage[] {
  if (from.stage === 'gone' && isOver(from)) return [];
  const failed = failedStages(from, state.stage);
  const nearest = chainOf(from.frame).find(({ entry }) => entry?.node.bound.failureEdge !== undefined)?.entry;
  const edge = nearest?.node.bound.failureEdge;
  const keepsStage = from.stage === 'unanswered' && !isOver(from);
  const outwards =
    nearest === undefined || nearest === null || edge === undefined
      ? []
      : (keepsStage ? [from.stage] : failed).map((stage): Passage => ({
          from,
          to: arrive(nearest.frame, edge.to, { ...state, stage }),
          kind: 'failed',
          edge: null,
          after: null,
        }));
  const { error } = root.document.on;
  if (error === undefined || from.errorHandled || from.stage === 'gone') return outwards;
  const handled = failed.map((stage): Passage => {
    const to = arrive(root, error, { ...state, stage, errorHandled: true });
    return { from, to, kind: 'failure', edge: null, after: null };
  });
  return [...outwards, ...handled];
}

/** An answer that fails, or a meeting that is not joined, leaves no call behind. */
function failedStages(from: Situation, answered: Stage): readonly Stage[] {
  if (from.stage === 'unanswered' || from.stage === 'lost') return ['lost'];
  const answers =
    needsImplicitAnswer(from) ||
    from.node.bound.edges.some(({ call }) => call === 'answered' || call === 'group');
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
  edge === failureEdge ? 'failed' : 'edge';

/** Whether the node takes keys, but not this one as the first of an input. */
function leavesKey({ facts }: FlowNode, name: string): boolean {
  const key = keys.find((each) => each === name);
  return key !== undefined && facts.claims?.(key) === false;
}
