import type { Problem } from '../../flow/index.ts';
import type { DrawnCoverage } from '../drawn-coverage.ts';
import { flowGraph } from '../flow-graph.ts';
import type { FlowGraph, Link, Outcome } from '../flow-graph.ts';
import type { FlowSketch } from '../../flow/index.ts';
import type { Point } from '../layout/geometry.ts';
import { layOut } from '../layout/layout.ts';
import type { Layout } from '../layout/layout.ts';
import { fitted, textWidth } from '../text.ts';
import { boxOf, drawBox, titleOf } from './boxes.ts';
import type { Box } from './boxes.ts';
import { chipOf, drawChip } from './chips.ts';
import type { Chip } from './chips.ts';
import { element, rounded, textElement } from './markup.ts';
import { coveredFacts, drawLegend, isCounted, legendHeight, legendWidth } from './legend.ts';
import { coverageStyleSheet, styleSheet } from './style.ts';

const margin = 28;
const headHeight = 58;
const cornerRadius = 8;
const mostElsewhere = 12;
const narrowestNotes = 860;
const noteLine = 18;

/**
 * A flow as one SVG document, which needs nothing beside it. The same flow gives the same bytes. With `coverage` it
 * says of every box and way how often calls took it; what none took is told apart by its dashes, its count and its colour.
 */
export function drawSvg(sketch: FlowSketch, coverage: DrawnCoverage | null = null): string {
  const graph = flowGraph(sketch, coverage);
  const boxes = graph.vertices.map(boxOf);
  const chips = graph.links.map(({ outcomes }) => chipOf(outcomes));
  const layout = layOut({
    boxes: boxes.map(({ size }) => size),
    links: graph.links.map(({ from, to }, index) => ({ from, to, label: chips[index]?.size ?? none })),
    roots: graph.vertices.flatMap((vertex, index) => (vertex.kind === 'entry' ? [index] : [])),
  });
  return document(graph, boxes, chips, layout);
}

const none = { width: 0, height: 0 };

function document(graph: FlowGraph, boxes: readonly Box[], chips: readonly Chip[], layout: Layout): string {
  const notes = notesOf(graph, Math.max(narrowestNotes, layout.width));
  const title = `${graph.name} ${graph.version}`.trim();
  const counted = isCounted(graph);
  const top = headHeight + (counted ? legendHeight : 0);
  const widest = Math.max(
    layout.width,
    textWidth(title, 21),
    ...(counted ? [legendWidth(graph)] : []),
    ...[factsOf(graph), ...notes].map((text) => textWidth(text, 12)),
  );
  const width = Math.ceil(widest + 2 * margin);
  const drawn = margin + top + layout.height;
  const height = Math.ceil(drawn + (notes.length === 0 ? 0 : 20 + notes.length * noteLine) + margin);
  const moved = `translate(${rounded(margin + (widest - layout.width) / 2)} ${rounded(margin + top)})`;
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  const id = `flow-${graph.name.replaceAll(/[^A-Za-z0-9-]/g, '-')}`;
  const named = { role: 'img', 'aria-labelledby': `${id}-title ${id}-description` };
  return `${element('svg', { xmlns: 'http://www.w3.org/2000/svg', ...size, ...named }, [
    textElement('title', { id: `${id}-title` }, `The flow ${title}`),
    textElement('desc', { id: `${id}-description` }, describe(graph)),
    `<style>${counted ? `${styleSheet}\n${coverageStyleSheet}` : styleSheet}</style>`,
    element('rect', { class: 'paper', width, height }),
    textElement('text', { class: 'title', x: margin, y: margin + 18 }, title),
    textElement('text', { class: 'facts', x: margin, y: margin + 38 }, factsOf(graph)),
    ...(counted ? [drawLegend(graph, margin, margin + 50)] : []),
    '\n',
    element('g', { transform: moved }, [
      ...drawLinks(graph, chips, layout),
      ...graph.vertices.flatMap((vertex, index) => {
        const [box, place] = [boxes[index], layout.boxes[index]];
        return box === undefined || place === undefined ? [] : [drawBox(vertex, box, place), '\n'];
      }),
    ]),
    ...notes.map((note, index) =>
      textElement('text', { class: 'elsewhere', x: margin, y: drawn + 30 + index * noteLine }, note),
    ),
  ])}\n`;
}

/** Links that lead back first, so that others lie above them where they share a way; all chips above all lines. */
function drawLinks(
  { vertices, links }: FlowGraph,
  chips: readonly Chip[],
  layout: Layout,
): readonly string[] {
  const isBack = (index: number): boolean => layout.isBack[index] === true;
  const order = links
    .map((_, index) => index)
    .sort((one, other) => Number(isBack(other)) - Number(isBack(one)));
  const lines = order.flatMap((index) => {
    const [link, line] = [links[index], layout.lines[index]];
    if (link === undefined || line === undefined) return [];
    return [
      element('g', { class: linkClass(link, isBack(index)) }, [
        textElement('title', {}, wayInWords(link, vertices)),
        element('path', { class: 'line', d: roundedPath(line) }),
        element('path', { class: 'head', d: headPath(line) }),
        ...(isBack(index) ? [element('path', { class: 'head', d: risingHeadPath(line) })] : []),
      ]),
      '\n',
    ];
  });
  const labels = chips.flatMap((chip, index) => {
    const place = layout.labels[index];
    const [link] = links.slice(index, index + 1);
    if (place === undefined || link === undefined || chip.rows.length === 0) return [];
    const title = textElement('title', {}, wayInWords(link, vertices));
    return [element('g', { class: linkClass(link, isBack(index)) }, [title, ...drawChip(chip, place)]), '\n'];
  });
  return [...lines, ...labels];
}

const linkClass = ({ taken }: Link, isBack: boolean): string =>
  ['link', ...(isBack ? ['back'] : []), ...(taken === 0 ? ['untaken'] : [])].join(' ');

function wayInWords({ from, to, outcomes }: Link, vertices: FlowGraph['vertices']): string {
  const [start, end] = [vertices[from], vertices[to]].map((vertex) =>
    vertex === undefined ? '' : (titleOf(vertex).split('\n')[0] ?? ''),
  );
  return [`${start} → ${end}`, ...outcomes.map(outcomeInWords)].join('\n');
}

/** A line along its corners, each of them rounded as far as its neighbours leave room. */
function roundedPath(points: readonly Point[]): string {
  const written = points.map((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]];
    if (before === undefined) return `M${pair(point)}`;
    if (after === undefined) return `L${pair(point)}`;
    const room = Math.min(cornerRadius, length(before, point) / 2, length(point, after) / 2);
    return `L${pair(towards(point, before, room))}Q${pair(point)} ${pair(towards(point, after, room))}`;
  });
  return written.join('');
}

const pair = ({ x, y }: Point): string => `${rounded(x)} ${rounded(y)}`;
const length = (one: Point, other: Point): number => Math.abs(one.x - other.x) + Math.abs(one.y - other.y);
const towards = (from: Point, to: Point, distance: number): Point => ({
  x: from.x + Math.sign(to.x - from.x) * distance,
  y: from.y + Math.sign(to.y - from.y) * distance,
});

/** A head in the middle of the way up, which says that the line leads back. */
function risingHeadPath(points: readonly Point[]): string {
  const rises = points.flatMap((point, index) => {
    const next = points[index + 1];
    return next !== undefined && next.y < point.y ? [{ x: point.x, y: (point.y + next.y) / 2 }] : [];
  });
  return rises
    .map(
      ({ x, y }) =>
        `M${pair({ x, y: y - 5 })}L${pair({ x: x - 5, y: y + 4 })}L${pair({ x: x + 5, y: y + 4 })}Z`,
    )
    .join('');
}

function headPath(points: readonly Point[]): string {
  const { x, y } = points.at(-1) ?? { x: 0, y: 0 };
  return `M${pair({ x, y })}L${pair({ x: x - 4.5, y: y - 8 })}L${pair({ x: x + 4.5, y: y - 8 })}Z`;
}

function factsOf({ nodeCount, errors, warnings }: FlowGraph): string {
  const found = [...counted(errors, 'error'), ...counted(warnings, 'warning')];
  return [...(nodeCount === 0 ? ['no nodes'] : counted(nodeCount, 'node')), ...found].join(' · ');
}

const counted = (count: number, noun: string): readonly string[] =>
  count === 0 ? [] : [`${count} ${noun}${count === 1 ? '' : 's'}`];

/** Problems that belong to no box, below the picture. */
function notesOf({ elsewhere }: FlowGraph, width: number): readonly string[] {
  const shown = elsewhere.slice(0, mostElsewhere).map((problem) => fitted(noteOf(problem), 12, width));
  const more = elsewhere.length - shown.length;
  return more > 0 ? [...shown, `and ${more} more`] : shown;
}

const noteOf = ({ severity, code, line, message }: Problem): string =>
  `${severity} ${code}, line ${line}: ${message}`;

/** The picture in words, for whoever cannot see it. */
function describe(graph: FlowGraph): string {
  const { vertices, links } = graph;
  const ways = links.map(({ from, to, outcomes }) => {
    const [start, end] = [vertices[from], vertices[to]].map((vertex) =>
      vertex === undefined ? '' : shortName(vertex),
    );
    const on = outcomes.map(outcomeInWords).join(', ');
    return on === '' ? `${start} leads to ${end}.` : `${start} leads to ${end} on ${on}.`;
  });
  const covered = isCounted(graph) ? [`Calls: ${coveredFacts(graph)}.`] : [];
  return [`A flow with ${factsOf(graph)}.`, ...covered, ...ways].join(' ');
}

/** An outcome with how often it was taken, where that was counted. */
const outcomeInWords = ({ label, taken }: Outcome): string =>
  taken === null ? label : `${label} (×${taken})`;

const shortName = (vertex: FlowGraph['vertices'][number]): string =>
  vertex.kind === 'node'
    ? vertex.node.name
    : vertex.kind === 'entry'
      ? `The entry ${vertex.label}`
      : vertex.name;
