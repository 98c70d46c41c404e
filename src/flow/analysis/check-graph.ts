import { nodeName } from '../../call/index.ts';
import type { FlowDocument } from '../flow-document.ts';
import { allowedTimes } from '../stated-costs.ts';
import { answerTimes } from './answer-times.ts';
import { reachableFrom } from './components.ts';
import { findDeadEnds } from './dead-ends.ts';
import { FindingList, nameOf } from './finding-list.ts';
import type { GraphFinding, SaidAlone } from './finding-list.ts';
import { graphOf } from './flow-graph.ts';
import type { FlowGraph } from './flow-graph.ts';
import { countNodes, mostNodes } from './frames.ts';
import type { FindPart } from './frames.ts';
import { findLoops } from './loops.ts';
import { tooLongSilences } from './silence.ts';
import { needsImplicitAnswer } from './situations.ts';
import type { Situation, SituationGraph } from './situations.ts';

/**
 * What is wrong with a flow as a whole: section 5 of the flow language. The form of the document is right and every
 * name in it exists; the same goes for what `find` gives. The argument is in docs/checking-flows.md.
 */
export function checkGraph(document: FlowDocument, find: FindPart = () => null): readonly GraphFinding[] {
  const known = new Map<string, readonly GraphFinding[]>();
  // Every flow is looked at alone at most once.
  const check = (one: FlowDocument): readonly GraphFinding[] => {
    const found = known.get(one.id);
    if (found !== undefined) return found;
    // A flow that enters itself is refused before.
    known.set(one.id, []);
    const findings = findingsOf(one, find, ({ document: entered }) => check(entered));
    known.set(one.id, findings);
    return findings;
  };
  return check(document);
}

function findingsOf(document: FlowDocument, find: FindPart, saidAlone: SaidAlone): readonly GraphFinding[] {
  const nodes = countNodes(document, find);
  if (nodes > mostNodes) return [tooEntangled(nodes)];
  const flow = graphOf({ document, clips: {} }, find);
  const list = new FindingList(saidAlone);
  unreachable(flow, list);
  loopsAndDeadEnds(flow.graph, list);
  lateAnswers(flow.graph, list);
  audioWithoutCall(flow.graph, list);
  answersAfterAudio(flow.graph, list);
  groupOperations(flow.graph, list);
  silences(flow.graph, list);
  return list.findings;
}

function tooEntangled(nodes: number): GraphFinding {
  const message =
    `This flow has ${nodes} nodes, with those of each flow that it enters, directly or over others, counted as ` +
    `often as it is entered. At most ${mostNodes} can be checked: enter fewer flows from fewer places.`;
  return { pointer: '', finding: { code: 'FLOW-TOO-ENTANGLED', message } };
}

function unreachable({ root, graph }: FlowGraph, list: FindingList): void {
  const met = new Set(graph.situations.filter(({ frame }) => frame === root).map(({ node }) => node.name));
  // Each return that an entered flow declares has its way on, whether some node of it returns so or not.
  const reached = reachableFrom(met, (name) =>
    (root.nodes.get(name)?.bound.edges ?? [])
      .filter(({ onReturn }) => onReturn !== undefined || !met.has(name))
      .map(({ to }) => nodeName(to)),
  );
  for (const [name, node] of root.nodes) {
    if (reached.has(name)) continue;
    const message = `No call ever gets to "${name}": no way leads there.`;
    list.add({ node, frame: root }, 'FLOW-UNREACHABLE-NODE', message);
  }
}

function loopsAndDeadEnds(graph: SituationGraph, list: FindingList): void {
  const { endless, silent } = findLoops(graph);
  const looping = new Set(endless.flat().map(({ node }) => node));
  const deadEnds = findDeadEnds(graph).filter((part) => !part.some(({ node }) => looping.has(node)));
  for (const group of endless)
    list.addGroup(group, 'FLOW-ENDLESS-LOOP', (names) => {
      return `A call could go round here for ever, without waiting for the caller or for time: ${names}.`;
    });
  for (const group of deadEnds)
    list.addGroup(group, 'FLOW-NO-END', (names) => {
      return `No way from here ever ends the call; only the caller can hang up: ${names}.`;
    });
  for (const group of silent) {
    const message = (names: string): string =>
      `A caller who presses nothing goes round here until a limit ends the call: ${names}.`;
    list.addGroup(group, 'FLOW-SILENT-LOOP', message, 'warning');
  }
}

function lateAnswers(graph: SituationGraph, list: FindingList): void {
  for (const [situation, time] of answerTimes(graph)) {
    if (time <= allowedTimes.toTheAnswer) continue;
    const message =
      `This may come ${lengthInWords(time)} after the call; at most ` +
      `${seconds(allowedTimes.toTheAnswer)} are allowed, because Graph gives up at 15 s. Answer first.`;
    list.add(situation, 'FLOW-LATE-ANSWER', message);
  }
}

/** Nodes that need audio where there is none. After an `on.error` they only fail once more. */
function audioWithoutCall({ situations }: SituationGraph, list: FindingList): void {
  for (const situation of situations) {
    const { stage, node } = situation;
    if (stage === 'unanswered' && node.bound.requires === 'audio') {
      const message =
        'A way leads here from the "onFailed" of an answer: the call has no audio then, but ' +
        `"${node.name}" needs it.`;
      list.add(situation, 'FLOW-AUDIO-UNANSWERED', message);
    }
    if (stage === 'gone' && node.bound.requires !== 'nothing') {
      const message = `A way leads here from "on.hangup": the caller has gone, but "${node.name}" needs a call.`;
      list.add(situation, 'FLOW-AFTER-THE-END', message);
    }
  }
}

/** Nodes for which the call is answered although an explicit answer comes after them. */
function answersAfterAudio({ situations, passagesFrom }: SituationGraph, list: FindingList): void {
  const isLate = ({ stage, node }: Situation): boolean =>
    stage === 'answeredForAudio' && node.bound.edges.some(({ call }) => call === 'answered');
  if (!situations.some(isLate)) return;
  for (const situation of situations.filter(needsImplicitAnswer)) {
    const after = [...reachableFrom([situation], (from) => passagesFrom(from).map(({ to }) => to))];
    const answer = after.find(isLate);
    if (answer === undefined) continue;
    const message =
      `"${situation.node.name}" needs audio, so the call is answered for it: too early, since ` +
      `"${nameOf(answer)}" is meant to answer it. Put the answer first, or leave it out.`;
    list.add(situation, 'FLOW-AUDIO-BEFORE-ANSWER', message);
  }
}

function groupOperations({ situations }: SituationGraph, list: FindingList): void {
  for (const situation of situations) {
    if (situation.node.facts.groupOnly !== true || situation.group) continue;
    const message =
      'Graph does this in a group call only, and a call between two gets here: join or invite first, or write "groupCall": true for a flow that is started to several people.';
    list.add(situation, 'FLOW-GROUP-ONLY', message);
  }
}

function silences(graph: SituationGraph, list: FindingList): void {
  // The longest of a node comes first: the others are not said.
  const places = [...tooLongSilences(graph, allowedTimes.silence)].sort(([, one], [, other]) =>
    one === other ? 0 : other - one,
  );
  for (const [situation, length] of places) {
    const message =
      `The caller may hear nothing for ${lengthInWords(length)} here; more than ` +
      `${seconds(allowedTimes.silence)} feel like a dead line.`;
    list.add(situation, 'FLOW-LONG-SILENCE', message, 'warning');
  }
}

const lengthInWords = (length: number): string =>
  length === Infinity ? 'an unlimited time' : seconds(length);
const seconds = (length: number): string => `${Math.round(length / 100) / 10} s`;
