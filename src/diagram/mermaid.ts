import type { FlowSketch } from '../flow/index.ts';
import { flowGraph } from './flow-graph.ts';
import type { FlowGraph, Vertex } from './flow-graph.ts';

const longestWords = 60;
const longestOutcome = 60;

/**
 * A flow as Mermaid text (`flowchart TD`): outcomes on the edges, problems in the boxes and as classes. Boxes are
 * numbered in the order of the document, so that a change of the flow changes few lines.
 */
export function drawMermaid(sketch: FlowSketch): string {
  const graph = flowGraph(sketch);
  const lines = [
    'flowchart TD',
    ...graph.vertices.map((vertex, number) => `  ${id(number)}${shapeOf(vertex)}`),
    ...graph.links.map(({ from, to, outcomes }) => {
      const label = outcomes.map((outcome) => quoted(cut(outcome.label, longestOutcome))).join('<br/>');
      return label === '' ? `  ${id(from)} --> ${id(to)}` : `  ${id(from)} -->|"${label}"| ${id(to)}`;
    }),
    ...classLines(graph),
  ];
  return `${lines.join('\n')}\n`;
}

const id = (number: number): string => `n${number}`;

function shapeOf(vertex: Vertex): string {
  const codes = [...new Set(vertex.problems.map(({ code }) => code))];
  if (vertex.kind === 'entry') return `(["${[vertex.label, ...codes].map(quoted).join('<br/>')}"])`;
  if (vertex.kind === 'missing') return `["${['no such node', vertex.name].map(quoted).join('<br/>')}"]`;
  const { name, type, caption, words } = vertex.node;
  const said = words === '' ? '' : `“${cut(words, longestWords)}”`;
  const parts = [name, `(${type ?? 'unknown kind'})`, caption, said, ...codes].filter((part) => part !== '');
  return `["${parts.map(quoted).join('<br/>')}"]`;
}

/** Everything but letters, digits and harmless signs as an entity: Mermaid takes markup, quotes and # literally. */
const quoted = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ')
    .replaceAll(/["#&<>`\\;[\](){}|*_~^$%@]/g, (sign) => `#${sign.codePointAt(0) ?? 0};`);

const cut = (text: string, longest: number): string => {
  const characters = Array.from(text);
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('')}…`;
};

function classLines({ vertices }: FlowGraph): readonly string[] {
  const numbered = vertices.map((vertex, number) => ({ vertex, number }));
  const start = numbered.filter(({ vertex }) => vertex.kind === 'entry' && vertex.isStart);
  const hasError = (vertex: Vertex): boolean =>
    vertex.kind === 'missing' || vertex.problems.some(({ severity }) => severity === 'error');
  const errors = numbered.filter(({ vertex }) => hasError(vertex));
  const warnings = numbered.filter(({ vertex }) => !hasError(vertex) && vertex.problems.length > 0);
  const classes = [
    { name: 'start', style: 'fill:#1d4ed8,stroke:#1d4ed8,color:#ffffff', members: start },
    { name: 'error', style: 'stroke:#c81e1e,stroke-width:3px', members: errors },
    { name: 'warning', style: 'stroke:#a35200,stroke-width:3px', members: warnings },
  ];
  return classes.flatMap(({ name, style, members }) =>
    members.length === 0
      ? []
      : [
          `  classDef ${name} ${style}`,
          `  class ${members.map(({ number }) => id(number)).join(',')} ${name}`,
        ],
  );
}
