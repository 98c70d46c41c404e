import { ownMember } from '../../call/index.ts';
import { furtherNodes, handlerTime, keepAliveInterval } from '../call-limits.ts';
import type { BoundFlow, FlowLimits } from '../compiled-flow.ts';
import { audioPatience, timeToDecide, timeToRequest } from '../node-facts.ts';
import { statedCosts } from '../stated-costs.ts';
import { graphOf } from './flow-graph.ts';
import { longestSilence } from './silence.ts';
import { isAnswered, isOver, needsImplicitAnswer } from './situations.ts';
import type { Situation, SituationGraph } from './situations.ts';

/** What one call of a flow can come to at most, at the stated costs; times in milliseconds. */
export interface LimitsReport {
  /** From the call's arrival to its end. Infinity where a call may wait for ever to be answered. */
  readonly longestCall: number;
  readonly mostGraphRequests: number;
  /** Infinity where time passes in a cycle without a sound. */
  readonly longestSilence: number;
}

/** Answering takes a request, and so does asking for keys. */
const answerRequests = 2;
/** From a decision to hang up until Graph has done so. */
const hangingUp = timeToDecide + timeToRequest + statedCosts.durableHop;

/**
 * Works out the limits of a flow as it is bound.
 *
 * A4  A call enters no more nodes than its limits allow, so that the longest walk of that many nodes bounds its
 *     requests and, together with `maxCallDuration`, its length.
 */
export function reportLimits(
  flow: Pick<BoundFlow, 'document' | 'clips' | 'subflows'>,
  limits: FlowLimits,
): LimitsReport {
  const { graph } = graphOf(flow, (id) => ownMember(flow.subflows, id) ?? null);
  const steps = limits.maxSteps + 2 * furtherNodes;
  const walked = heaviestWalk(graph, steps, timeOf) + hangingUp;
  const longestCall = Math.min(walked, longestByLimit(graph, limits));
  const keepAlives = Number.isFinite(longestCall) ? Math.floor(longestCall / keepAliveInterval) : 0;
  const requests = heaviestWalk(graph, steps, requestsOf) + 1 + keepAlives;
  return { longestCall, mostGraphRequests: requests, longestSilence: longestSilence(graph) };
}

function timeOf(situation: Situation): number {
  if (isOver(situation)) return 0;
  const answering = needsImplicitAnswer(situation) ? audioPatience : 0;
  return answering + (situation.node.facts.longest ?? Infinity);
}

/** Without what the call does once it is answered. */
function timeUnanswered(situation: Situation): number {
  return needsImplicitAnswer(situation) ? audioPatience : timeOf(situation);
}

function requestsOf(situation: Situation): number {
  return situation.node.facts.requests + (needsImplicitAnswer(situation) ? answerRequests : 0);
}

/** `maxCallDuration` runs from active audio; only what is undecided, and the handlers, may come after it. */
function longestByLimit(graph: SituationGraph, { maxCallDuration, maxSteps }: FlowLimits): number {
  const before = heaviestWalk(
    { ...graph, situations: graph.situations.filter(({ stage }) => stage !== 'gone' && !isAnswered(stage)) },
    maxSteps + furtherNodes,
    timeUnanswered,
  );
  const undecided = graph.situations
    .filter(({ node }) => node.bound.mayOutlastLimit)
    .map(({ node }) => node.facts.longest ?? 0);
  const after = Math.max(0, ...undecided);
  return before + maxCallDuration + after + handlerTime + after + hangingUp;
}

/** Walks are followed this far; beyond, every step counts as the heaviest. */
const mostRounds = 600;

/** The greatest weight of a walk of at most `steps` situations; a walk from `on.hangup` may follow one from the start. */
function heaviestWalk(
  graph: SituationGraph,
  steps: number,
  weightOf: (situation: Situation) => number,
): number {
  const within = new Set(graph.situations);
  let best = new Map<Situation, number>();
  const walked = Math.min(steps, mostRounds);
  for (let step = 0; step < walked; step++) {
    const next = new Map<Situation, number>();
    let changed = false;
    for (const situation of graph.situations) {
      const onwards = graph
        .passagesFrom(situation)
        .map(({ to }) => (within.has(to) ? (best.get(to) ?? 0) : 0));
      const weight = weightOf(situation) + Math.max(0, ...onwards);
      changed ||= weight !== best.get(situation);
      next.set(situation, weight);
    }
    best = next;
    if (!changed) return heaviestFromStart(graph, best);
  }
  // What is left goes round: no step of it is heavier than the heaviest.
  const heaviest = Math.max(0, ...graph.situations.map(weightOf));
  return heaviestFromStart(graph, best) + (steps - walked) * heaviest;
}

function heaviestFromStart(graph: SituationGraph, best: ReadonlyMap<Situation, number>): number {
  const gone = graph.situations
    .filter(({ stage }) => stage === 'gone')
    .map((situation) => best.get(situation) ?? 0);
  return (best.get(graph.start) ?? 0) + Math.max(0, ...gone);
}
