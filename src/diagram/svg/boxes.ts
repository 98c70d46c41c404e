import type { Problem } from '../../flow/index.ts';
import type { Vertex } from '../flow-graph.ts';
import type { Rectangle, Size } from '../layout/geometry.ts';
import { fitted, textWidth, wrapped } from '../text.ts';
import { element, textElement } from './markup.ts';

/** One line of text in a box. */
interface TextLine {
  readonly text: string;
  readonly class: string;
  /** From the line before, or the upper edge, to the base line of this one. */
  readonly advance: number;
}

/** What stands in a box, and how large it has to be for it. */
export interface Box {
  readonly size: Size;
  readonly lines: readonly TextLine[];
}

const narrowest = 132;
const widestText = 196;
const left = 16;
const right = 12;
const below = 11;
const mostWords = 2;
const mostCodes = 3;
/** Codes are looked up, so they are not cut. */
const widestCode = 330;

/** The content of a box. */
export function boxOf(vertex: Vertex): Box {
  if (vertex.kind === 'entry') {
    const counted = vertex.taken === null ? '' : ` ×${vertex.taken}`;
    const name = { text: vertex.label + counted, class: 'entry-name', advance: 17 };
    const lines = [name, ...codeLines(vertex.problems)];
    return { size: sizeOf(lines, 64, 26), lines };
  }
  const lines = vertex.kind === 'missing' ? missingLines(vertex.name) : nodeLines(vertex);
  return { size: sizeOf(lines, narrowest, 0), lines };
}

function sizeOf(lines: readonly TextLine[], leastWidth: number, leastHeight: number): Size {
  const width = Math.max(
    leastWidth,
    ...lines.map(({ text, class: name }) => left + lineWidth(text, name) + right),
  );
  const height = lines.reduce((sum, { advance }) => sum + advance, below);
  return { width: Math.ceil(width), height: Math.max(leastHeight, height) };
}

/** Font sizes by class, as in the style sheet; bold and spaced text is wider. */
const fontSizes = new Map([
  ['kind', 11.5],
  ['name', 13.8],
  ['entry-name', 12],
]);
const lineWidth = (text: string, name: string): number => textWidth(text, fontSizes.get(name) ?? 11);
const cut = (text: string, name: string): string => fitted(text, fontSizes.get(name) ?? 11, widestText);

function nodeLines({ node, taken, problems }: Extract<Vertex, { kind: 'node' }>): readonly TextLine[] {
  const kind = { text: cut(node.type ?? 'unknown kind', 'kind'), class: 'kind', advance: 18 };
  const name = { text: cut(node.name, 'name'), class: 'name', advance: 17 };
  const caption =
    node.caption === '' ? [] : [{ text: cut(node.caption, 'caption'), class: 'caption', advance: 16 }];
  const said = node.words === '' ? [] : wrapped(`“${node.words}”`, 11, widestText, mostWords);
  const words = said.map((text, index) => ({ text, class: 'words', advance: index === 0 ? 17 : 14 }));
  return [kind, name, ...caption, ...words, ...countLines(taken), ...codeLines(problems)];
}

function countLines(taken: number | null): readonly TextLine[] {
  if (taken === null) return [];
  return taken === 0
    ? [{ text: 'never entered', class: 'count untaken', advance: 17 }]
    : [{ text: `entered ×${taken}`, class: 'count', advance: 17 }];
}

const missingLines = (name: string): readonly TextLine[] => [
  { text: 'no such node', class: 'kind', advance: 18 },
  { text: cut(name, 'name'), class: 'name', advance: 17 },
];

/** The codes of the problems, each once, errors first. */
function codeLines(problems: readonly Problem[]): readonly TextLine[] {
  const codes = new Map<string, string>();
  for (const severity of ['error', 'warning']) {
    for (const problem of problems) {
      if (problem.severity === severity && !codes.has(problem.code)) codes.set(problem.code, severity);
    }
  }
  const shown = [...codes].slice(0, mostCodes);
  const lines = shown.map(([code, severity]) => ({
    text: fitted(code, 11, widestCode),
    class: `code code-${severity}`,
    advance: 15,
  }));
  const more = codes.size - shown.length;
  return more > 0 ? [...lines, { text: `and ${more} more`, class: 'code', advance: 15 }] : lines;
}

/** A box with its content, and all of it in words for whoever points at it or cannot see it. */
export function drawBox(vertex: Vertex, { lines }: Box, { x, y, width, height }: Rectangle): string {
  const radius = vertex.kind === 'entry' ? Math.min(13, height / 2) : 7;
  let baseLine = y;
  const texts = lines.map(({ text, class: name, advance }) => {
    baseLine += advance;
    return vertex.kind === 'entry'
      ? textElement('text', { class: name, x: x + width / 2, y: baseLine, 'text-anchor': 'middle' }, text)
      : textElement('text', { class: name, x: x + left, y: baseLine }, text);
  });
  const stripe =
    vertex.kind === 'node'
      ? [element('rect', { class: 'stripe', x: x + 5, y: y + 8, width: 3, height: height - 16, rx: 1.5 })]
      : [];
  return element('g', { class: classesOf(vertex) }, [
    textElement('title', {}, titleOf(vertex)),
    element('rect', { class: 'box', x, y, width, height, rx: radius }),
    ...stripe,
    ...texts,
    ...badge(vertex.problems, x + width, y),
  ]);
}

const worst = (problems: readonly Problem[]): 'error' | 'warning' | null =>
  problems.length === 0 ? null : problems.some(({ severity }) => severity === 'error') ? 'error' : 'warning';

function badge(problems: readonly Problem[], x: number, y: number): readonly string[] {
  const severity = worst(problems);
  if (severity === null) return [];
  return [
    element('circle', { class: `badge-${severity}`, cx: x - 3, cy: y + 3, r: 8 }),
    textElement('text', { class: 'code badge-sign', x: x - 3, y: y + 7, 'text-anchor': 'middle' }, '!'),
  ];
}

function classesOf(vertex: Vertex): string {
  const severity = worst(vertex.problems);
  const marks = [
    ...(vertex.kind !== 'missing' && vertex.isStart ? ['is-start'] : []),
    ...(vertex.kind !== 'missing' && vertex.taken === 0 ? ['untaken'] : []),
    ...(vertex.kind === 'missing' ? ['has-error'] : severity === null ? [] : [`has-${severity}`]),
  ];
  const role = vertex.kind === 'node' ? [roleOf(vertex)] : [];
  return [vertex.kind, ...role, ...marks].join(' ');
}

/** What a node is for, told from what its kind says of it: no list of kinds is needed here. */
function roleOf({ node }: Extract<Vertex, { kind: 'node' }>): 'ends' | 'speaks' | 'acts' | 'decides' {
  if (node.edges.length === 0) return 'ends';
  if (node.words !== '') return 'speaks';
  return node.edges.some(({ condition }) => condition !== undefined) ? 'decides' : 'acts';
}

/** Everything that is known of a box. */
export function titleOf(vertex: Vertex): string {
  const problems = vertex.problems.map(
    ({ severity, code, message, line }) => `${severity} ${code}, line ${line}: ${message}`,
  );
  if (vertex.kind === 'entry') return [`Entry: ${vertex.label}`, ...problems].join('\n');
  if (vertex.kind === 'missing') return [`There is no node "${vertex.name}".`, ...problems].join('\n');
  const { name, type, caption, words } = vertex.node;
  const said = words === '' ? [] : [`“${words}”`];
  const more = caption === '' ? [] : [caption];
  return [`${name} (${type ?? 'unknown kind'})`, ...more, ...said, ...problems].join('\n');
}
