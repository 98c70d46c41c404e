import type { NodeName } from '../../call/index.ts';
import { pointerOf } from '../document/index.ts';
import type { Finding, Severity, Spot } from '../document/index.ts';
import type { FlowDocument } from '../flow-document.ts';
import { allowedTimes } from '../stated-costs.ts';
import { answerTimes } from './answer-times.ts';
import { reachableFrom } from './components.ts';
import { findDeadEnds } from './dead-ends.ts';
import { graphOf } from './flow-graph.ts';
import { findLoops } from './loops.ts';
import { tooLongSilences } from './silence.ts';
import { needsImplicitAnswer } from './situations.ts';
import type { FlowNode, Situation, SituationGraph } from './situations.ts';

/** Something that the graph of a flow shows, and the place in the document that it is said of. */
export interface GraphFinding extends Spot {
  readonly finding: Finding;
}

/**
 * What is wrong with a flow as a whole: section 5 of the flow language. The form of the document is right and every
 * name in it exists. The argument is in docs/checking-flows.md.
 */
export function checkGraph(document: FlowDocument): readonly GraphFinding[] {
  const { nodes, graph } = graphOf(document);
  return [
    ...unreachable(nodes, graph),
    ...loopsAndDeadEnds(nodes, graph),
    ...lateAnswers(graph),
    ...audioWithoutCall(graph),
    ...answersAfterAudio(graph),
    ...groupOperations(graph),
    ...silences(graph),
  ];
}

function at(name: NodeName, code: string, message: string, severity: Severity = 'error'): GraphFinding {
  return { pointer: pointerOf(['nodes', name]), finding: { code, message, severity } };
}

/** One finding for each node, whatever the situations in which it is entered. */
function perNode(
  situations: Iterable<Situation>,
  finding: (situation: Situation) => GraphFinding,
): readonly GraphFinding[] {
  const byNode = new Map<NodeName, GraphFinding>();
  for (const situation of situations) {
    const { name } = situation.node;
    if (!byNode.has(name)) byNode.set(name, finding(situation));
  }
  return [...byNode.values()];
}

function unreachable(
  nodes: ReadonlyMap<NodeName, FlowNode>,
  { situations }: SituationGraph,
): readonly GraphFinding[] {
  const reached = new Set(situations.map(({ node }) => node.name));
  return [...nodes.keys()]
    .filter((name) => !reached.has(name))
    .map((name) => at(name, 'FLOW-UNREACHABLE-NODE', `No call ever gets to "${name}": no way leads there.`));
}

function loopsAndDeadEnds(
  nodes: ReadonlyMap<NodeName, FlowNode>,
  graph: SituationGraph,
): readonly GraphFinding[] {
  const order = [...nodes.keys()];
  const { endless, silent } = findLoops(graph);
  const looping = new Set(endless.flat().map(({ node }) => node.name));
  const deadEnds = findDeadEnds(graph).filter((part) => !part.some(({ node }) => looping.has(node.name)));
  return [
    ...perGroup(endless, order, (names) =>
      at(
        first(names),
        'FLOW-ENDLESS-LOOP',
        `A call could go round here for ever, without waiting for the caller or for time: ${names.join(', ')}.`,
      ),
    ),
    ...perGroup(deadEnds, order, (names) =>
      at(
        first(names),
        'FLOW-NO-END',
        `No way from here ever ends the call; only the caller can hang up: ${names.join(', ')}.`,
      ),
    ),
    ...perGroup(silent, order, (names) =>
      at(
        first(names),
        'FLOW-SILENT-LOOP',
        `A caller who presses nothing goes round here until a limit ends the call: ${names.join(', ')}.`,
        'warning',
      ),
    ),
  ];
}

type Names = readonly [NodeName, ...NodeName[]];

const first = ([name]: Names): NodeName => name;

/** One finding for each set of nodes; its names come in the order of the document. */
function perGroup(
  groups: readonly (readonly Situation[])[],
  order: readonly NodeName[],
  finding: (names: Names) => GraphFinding,
): readonly GraphFinding[] {
  const seen = new Map<string, GraphFinding>();
  for (const group of groups) {
    const members = new Set(group.map(({ node }) => node.name));
    const [head, ...rest] = order.filter((name) => members.has(name));
    if (head === undefined) continue;
    const key = JSON.stringify([head, ...rest]);
    if (!seen.has(key)) seen.set(key, finding([head, ...rest]));
  }
  return [...seen.values()];
}

function lateAnswers(graph: SituationGraph): readonly GraphFinding[] {
  const late = [...answerTimes(graph)].filter(([, time]) => time > allowedTimes.toTheAnswer);
  const times = new Map(late);
  return perNode(times.keys(), (situation) =>
    at(
      situation.node.name,
      'FLOW-LATE-ANSWER',
      `This may come ${lengthInWords(times.get(situation) ?? 0)} after the call; at most ` +
        `${seconds(allowedTimes.toTheAnswer)} are allowed, because Graph gives up at 15 s. Answer first.`,
    ),
  );
}

/** Nodes that need audio where there is none. After an `on.error` they only fail once more. */
function audioWithoutCall({ situations }: SituationGraph): readonly GraphFinding[] {
  const unanswered = situations.filter(
    ({ stage, node }) => stage === 'unanswered' && node.bound.requires === 'audio',
  );
  const gone = situations.filter(({ stage, node }) => stage === 'gone' && node.bound.requires !== 'nothing');
  return [
    ...perNode(unanswered, ({ node }) =>
      at(
        node.name,
        'FLOW-AUDIO-UNANSWERED',
        `A way leads here from the "onFailed" of an answer: the call has no audio then, but "${node.name}" needs it.`,
      ),
    ),
    ...perNode(gone, ({ node }) =>
      at(
        node.name,
        'FLOW-AFTER-THE-END',
        `A way leads here from "on.hangup": the caller has gone, but "${node.name}" needs a call.`,
      ),
    ),
  ];
}

/** Nodes for which the call is answered although an explicit answer comes after them. */
function answersAfterAudio({ situations, passagesFrom }: SituationGraph): readonly GraphFinding[] {
  const isLate = ({ stage, node }: Situation): boolean =>
    stage === 'answeredForAudio' && node.bound.edges.some(({ call }) => call === 'answered');
  if (!situations.some(isLate)) return [];
  const found = situations.filter(needsImplicitAnswer).flatMap((situation) => {
    const after = [...reachableFrom([situation], (from) => passagesFrom(from).map(({ to }) => to))];
    const answer = after.find(isLate);
    return answer === undefined ? [] : [[situation, answer.node.name] as const];
  });
  const answers = new Map(found);
  return perNode(answers.keys(), (situation) =>
    at(
      situation.node.name,
      'FLOW-AUDIO-BEFORE-ANSWER',
      `"${situation.node.name}" needs audio, so the call is answered for it: too early, since ` +
        `"${answers.get(situation) ?? ''}" is meant to answer it. Put the answer first, or leave it out.`,
    ),
  );
}

function groupOperations({ situations }: SituationGraph): readonly GraphFinding[] {
  const alone = situations.filter(({ node, group }) => node.facts.groupOnly === true && !group);
  return perNode(alone, ({ node }) =>
    at(
      node.name,
      'FLOW-GROUP-ONLY',
      'Graph does this in a group call only, and a call between two gets here: join or invite first.',
    ),
  );
}

function silences(graph: SituationGraph): readonly GraphFinding[] {
  const places = tooLongSilences(graph, allowedTimes.silence);
  const longest = new Map<NodeName, number>();
  for (const [{ node }, length] of places) {
    longest.set(node.name, Math.max(length, longest.get(node.name) ?? 0));
  }
  return perNode(places.keys(), ({ node }) =>
    at(
      node.name,
      'FLOW-LONG-SILENCE',
      `The caller may hear nothing for ${lengthInWords(longest.get(node.name) ?? 0)} here; more than ` +
        `${seconds(allowedTimes.silence)} feel like a dead line.`,
      'warning',
    ),
  );
}

const lengthInWords = (length: number): string =>
  length === Infinity ? 'an unlimited time' : seconds(length);
const seconds = (length: number): string => `${Math.round(length / 100) / 10} s`;
