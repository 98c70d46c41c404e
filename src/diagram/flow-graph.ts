import type { Edge, FlowSketch, Problem, SketchedNode } from '../flow/index.ts';
import type { DrawnCoverage } from './drawn-coverage.ts';

/**
 * A flow as a graph to be drawn: what is a box, and what leads from one to another. Where a call begins and where
 * handlers take it over are boxes too, and so is every node that is named but does not exist.
 */
export interface FlowGraph {
  readonly name: string;
  readonly version: string;
  readonly vertices: readonly Vertex[];
  readonly links: readonly Link[];
  /** Problems of the document that belong to none of the boxes. */
  readonly elsewhere: readonly Problem[];
  readonly nodeCount: number;
  readonly errors: number;
  readonly warnings: number;
}

export type Vertex =
  | {
      readonly kind: 'node';
      readonly node: SketchedNode;
      readonly isStart: boolean;
      /** How often calls entered it; null: nobody has counted. */
      readonly taken: number | null;
      readonly problems: readonly Problem[];
    }
  /** Where a call comes in: the start, or a handler of the flow. */
  | {
      readonly kind: 'entry';
      readonly label: string;
      readonly isStart: boolean;
      /** How often calls came in here; null: nobody has counted. */
      readonly taken: number | null;
      readonly problems: readonly Problem[];
    }
  /** A name that no node has. */
  | { readonly kind: 'missing'; readonly name: string; readonly problems: readonly Problem[] };

/** All ways from one box to another; an entry has one without an outcome. */
export interface Link {
  /** Indexes of `vertices`. */
  readonly from: number;
  readonly to: number;
  readonly outcomes: readonly Outcome[];
  /** How often a call went one of these ways; null: nobody has counted. */
  readonly taken: number | null;
}

export interface Outcome {
  readonly label: string;
  /** Whether the label is an expression. */
  readonly isCondition: boolean;
  /** How often a call went this way; null: nobody has counted. */
  readonly taken: number | null;
}

/** The graph of a sketch. Boxes and links are in the order of the document, the start first. */
export function flowGraph(sketch: FlowSketch, coverage: DrawnCoverage | null = null): FlowGraph {
  const problems = sketch.problems.filter(({ severity }) => severity === 'error' || severity === 'warning');
  const below = problemsBelow(problems);
  const vertices: Vertex[] = [];
  const links: Link[] = [];
  const numbers = new Map<string, number>();
  for (const node of sketch.nodes) {
    const isStart = node.name === sketch.start;
    const taken = coverage === null ? null : coverage.entered(node.name);
    const vertex: Vertex = { kind: 'node', node, isStart, taken, problems: below(['nodes', node.name]) };
    numbers.set(node.name, vertices.push(vertex) - 1);
  }
  const numberOf = (name: string): number => {
    const known = numbers.get(name);
    if (known !== undefined) return known;
    const number = vertices.push({ kind: 'missing', name, problems: [] }) - 1;
    numbers.set(name, number);
    return number;
  };
  for (const { label, isStart, to, pointer } of entriesOf(sketch)) {
    const taken = coverage === null ? null : coverage.taken(null, pointer.join('.'));
    const from = vertices.push({ kind: 'entry', label, isStart, taken, problems: below(pointer) }) - 1;
    links.push({ from, to: numberOf(to), outcomes: [], taken });
  }
  for (const [from, node] of sketch.nodes.entries()) {
    for (const [to, outcomes] of outcomesByTarget(node, coverage)) {
      const taken =
        coverage === null ? null : outcomes.reduce((sum, outcome) => sum + (outcome.taken ?? 0), 0);
      links.push({ from, to: numberOf(to), outcomes, taken });
    }
  }
  const shown = new Set(vertices.flatMap((vertex) => vertex.problems));
  return {
    name: sketch.id ?? 'flow',
    version: sketch.version ?? '',
    vertices,
    links,
    elsewhere: problems.filter((problem) => !shown.has(problem)),
    nodeCount: sketch.nodes.length,
    errors: problems.filter(({ severity }) => severity === 'error').length,
    warnings: problems.filter(({ severity }) => severity === 'warning').length,
  };
}

interface Entry {
  readonly label: string;
  readonly isStart: boolean;
  readonly to: string;
  readonly pointer: readonly string[];
}

function entriesOf(sketch: FlowSketch): readonly Entry[] {
  const start =
    sketch.start === null ? [] : [{ label: 'start', isStart: true, to: sketch.start, pointer: ['start'] }];
  const handlers = sketch.handlers.map(({ name, isKey, to, pointer }) => ({
    label: isKey ? `key ${name}` : `on ${name}`,
    isStart: false,
    to,
    pointer,
  }));
  return [...start, ...handlers];
}

function outcomesByTarget(
  { name, edges }: { readonly name: string; readonly edges: readonly Edge[] },
  coverage: DrawnCoverage | null,
): ReadonlyMap<string, readonly Outcome[]> {
  const byTarget = new Map<string, Outcome[]>();
  for (const { outcome, condition, to } of edges) {
    const taken = coverage === null ? null : coverage.taken(name, outcome);
    const labelled = { label: condition ?? outcome, isCondition: condition !== undefined, taken };
    byTarget.set(to, [...(byTarget.get(to) ?? []), labelled]);
  }
  return byTarget;
}

/** The problems of a member of the document and of everything in it. */
function problemsBelow(problems: readonly Problem[]): (path: readonly string[]) => readonly Problem[] {
  const byMember = new Map<string, Problem[]>();
  for (const problem of problems) {
    const steps = problem.pointer.split('/');
    for (const depth of [2, 3, 4]) {
      if (steps.length < depth) break;
      const member = steps.slice(0, depth).join('/');
      byMember.set(member, [...(byMember.get(member) ?? []), problem]);
    }
  }
  const escape = (step: string): string => step.replaceAll('~', '~0').replaceAll('/', '~1');
  return (path) => byMember.get(path.map((step) => `/${escape(step)}`).join('')) ?? [];
}
