import type { Coverage } from '../../rehearsal/index.ts';
import { byFlow, percentOf } from './coverage-share.ts';
import type { FlowCoverage, Share } from './coverage-share.ts';
import type { Paint } from './paint.ts';
import { printable } from '../printable.ts';

/** The coverage of each flow, and what no call went through. */
export function coverageTable(coverage: Coverage, paint: Paint): readonly string[] {
  const flows = byFlow(coverage);
  const rows = [
    ['flow', 'nodes', '', 'outcomes', ''],
    ...flows.map(({ flow, nodes, outcomes }) => [
      printable(flow),
      ...shareCells(nodes),
      ...shareCells(outcomes),
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [
    ...lines.map((line, index) => (index === 0 ? paint.strong(line) : line)),
    ...flows.flatMap(missedLines),
  ];
}

const shareCells = (share: Share): readonly string[] => [
  `${share.taken} of ${share.all}`,
  `${percentOf(share)} %`,
];

/** What no call went through, where there is something. */
function missedLines({ flow, missedNodes, missedOutcomes }: FlowCoverage): readonly string[] {
  const nodes = missedNodes.map(({ node }) => `  ${printable(node)}`);
  const outcomes = missedOutcomes.map(
    ({ node, outcome, to }) => `  ${printable(`${node}: ${outcome} -> ${to}`)}`,
  );
  return [
    ...(nodes.length === 0 ? [] : ['', `never entered in ${printable(flow)}:`, ...nodes]),
    ...(outcomes.length === 0 ? [] : ['', `never taken in ${printable(flow)}:`, ...outcomes]),
  ];
}
