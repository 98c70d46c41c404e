import type { FlowGraph } from '../flow-graph.ts';
import { textWidth } from '../text.ts';
import { element, textElement } from './markup.ts';

/** How high the legend is. */
export const legendHeight = 26;

const fontSize = 12;
const sampleWidth = 30;
const gap = 8;
const between = 22;

/** Whether anybody has counted where calls went. */
export const isCounted = ({ vertices }: FlowGraph): boolean =>
  vertices.some((vertex) => vertex.kind !== 'missing' && vertex.taken !== null);

/** How much of the flow calls went through, in words. */
export function coveredFacts({ vertices, links }: FlowGraph): string {
  const nodes = vertices.flatMap((vertex) => (vertex.kind === 'node' ? [vertex.taken ?? 0] : []));
  const outcomes = links.flatMap((link) => link.outcomes.map(({ taken }) => taken ?? 0));
  const share = (counts: readonly number[], noun: string): string =>
    `${counts.filter((count) => count > 0).length} of ${counts.length} ${noun}`;
  return `${share(nodes, 'nodes')} entered, ${share(outcomes, 'outcomes')} taken`;
}

/** What the lines mean, and how much is covered; its upper left corner is at `x`, `y`. */
export function drawLegend(graph: FlowGraph, x: number, y: number): string {
  const middle = y + 10;
  const base = y + 14;
  let left = x;
  const parts: string[] = [];
  for (const { name, label } of samples) {
    const line = { class: 'line', d: `M${left} ${middle}L${left + sampleWidth} ${middle}` };
    parts.push(element('g', { class: name }, [element('path', line)]));
    left += sampleWidth + gap;
    parts.push(textElement('text', { class: `facts ${name}`, x: left, y: base }, label));
    left += textWidth(label, fontSize) + between;
  }
  return element('g', { class: 'legend' }, [
    ...parts,
    textElement('text', { class: 'facts', x: left, y: base }, coveredFacts(graph)),
  ]);
}

const samples = [
  { name: 'taken', label: 'taken' },
  { name: 'untaken', label: 'never taken (×0)' },
] as const;

/** How wide the legend is. */
export const legendWidth = (graph: FlowGraph): number =>
  samples.reduce((sum, { label }) => sum + sampleWidth + gap + textWidth(label, fontSize) + between, 0) +
  textWidth(coveredFacts(graph), fontSize);
