import { mostProblems, problemAt } from './document/index.ts';
import type { PathStep, Positions, Problem } from './document/index.ts';
import { checkCatalogue, checkPlayItem } from './check-prompts.ts';
import { scheduleFindings } from './check-schedules.ts';
import type { ScheduleChecks } from './check-schedules.ts';
import { checkTarget, unknownName } from './checked-flow.ts';
import type { CheckedFlow } from './checked-flow.ts';
import { bindNodes } from './compiled-flow.ts';
import type { ExpressionEnvironment } from './expressions/index.ts';
import { variablesOf } from './flow-document.ts';
import type { FlowDocument } from './flow-document.ts';
import type { FlowDirectory } from './flow-signature.ts';
import { checkerFor } from './node-checker.ts';
import type { BoundNode } from './node-kind.ts';
import type { Play } from './play-item.ts';

/** What a check may know besides the document. */
export interface FlowChecks extends ScheduleChecks {
  /** The flows beside this one; left out: what it enters is not looked at. */
  readonly flows?: FlowDirectory | undefined;
  /** Pointers of texts whose settings nobody has set. */
  readonly unbound?: ReadonlySet<string>;
}

/** What is wrong (at most `mostProblems`) with a document whose form is right: names that do not exist, expressions that cannot be. */
export function checkFlow(
  document: FlowDocument,
  positions: Positions,
  checks: FlowChecks = {},
): readonly Problem[] {
  const problems: Problem[] = [];
  const flow: CheckedFlow = {
    document,
    positions,
    timeZones: checks.timeZones,
    directory: checks.flows,
    unbound: checks.unbound ?? new Set(),
    environment: environmentOf(document),
    report: (problem) => {
      if (!flow.isFull()) problems.push(problem);
    },
    isFull: () => problems.length >= mostProblems,
  };
  checkNode(flow, document.start, ['start']);
  for (const [handler, to] of Object.entries(document.on)) {
    if (typeof to === 'string') checkNode(flow, to, ['on', handler]);
  }
  for (const [key, to] of Object.entries(document.on.keys ?? {})) checkNode(flow, to, ['on', 'keys', key]);
  for (const [name, target] of Object.entries(document.targets)) checkTarget(flow, target, ['targets', name]);
  checkCatalogue(flow);
  for (const { finding, ...spot } of scheduleFindings(document, checks)) {
    flow.report(problemAt(positions, spot, finding));
  }
  for (const [name, node] of bindNodes(document)) {
    if (flow.isFull()) break;
    checkBoundNode(flow, node, ['nodes', name]);
  }
  return problems;
}

function environmentOf(document: FlowDocument): ExpressionEnvironment {
  const types = Object.entries(variablesOf(document)).map(([name, { type }]) => [name, type] as const);
  return { variables: new Map(types), schedules: new Set(Object.keys(document.schedules)), errorPath: true };
}

function checkBoundNode(flow: CheckedFlow, node: BoundNode, path: readonly PathStep[]): void {
  for (const edge of node.edges) checkNode(flow, edge.to, [...path, ...edge.pointer]);
  for (const { play, pointer } of node.plays) checkPlay(flow, play, [...path, ...pointer]);
  node.check(checkerFor(flow, path));
}

function checkNode(flow: CheckedFlow, name: string, path: readonly PathStep[]): void {
  if (Object.hasOwn(flow.document.nodes, name)) return;
  unknownName(flow, 'FLOW-UNKNOWN-NODE', 'node', name, Object.keys(flow.document.nodes), path);
}

function checkPlay(flow: CheckedFlow, play: Play, path: readonly PathStep[]): void {
  const { prompts } = flow.document;
  for (const [index, item] of play.entries()) {
    if (typeof item !== 'string') {
      checkPlayItem(flow, item, [...path, index]);
      continue;
    }
    if (Object.hasOwn(prompts, item)) continue;
    const hint = /\s/.test(item) ? ' To have words spoken, write { "tts": "…" }.' : '';
    unknownName(flow, 'FLOW-UNKNOWN-PROMPT', 'prompt', item, Object.keys(prompts), [...path, index], hint);
  }
}
