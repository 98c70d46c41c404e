/** Colours by what they are for. Text on its ground has a contrast of 4.5 to 1 at least in both schemes. */
interface Palette {
  readonly paper: string;
  readonly box: string;
  readonly border: string;
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly back: string;
  readonly start: string;
  readonly onStart: string;
  readonly entry: string;
  readonly speaks: string;
  readonly acts: string;
  readonly decides: string;
  readonly ends: string;
  readonly error: string;
  readonly warning: string;
  readonly onProblem: string;
  readonly untaken: string;
}

const light: Palette = {
  paper: '#ffffff',
  box: '#f8fafc',
  border: '#cbd5e1',
  ink: '#0f172a',
  quiet: '#526077',
  line: '#7b8aa0',
  back: '#9333ea',
  start: '#1d4ed8',
  onStart: '#ffffff',
  entry: '#e2e8f0',
  speaks: '#2563eb',
  acts: '#c2630a',
  decides: '#0f8a7e',
  ends: '#64748b',
  error: '#c81e1e',
  warning: '#a35200',
  onProblem: '#ffffff',
  untaken: '#b3245c',
};

const dark: Palette = {
  paper: '#0b1220',
  box: '#172033',
  border: '#3a475c',
  ink: '#e8edf5',
  quiet: '#a3b1c6',
  line: '#75859c',
  back: '#c084fc',
  start: '#60a5fa',
  onStart: '#0b1220',
  entry: '#2a364a',
  speaks: '#60a5fa',
  acts: '#fb923c',
  decides: '#2dd4bf',
  ends: '#94a3b8',
  error: '#f87171',
  warning: '#fbbf24',
  onProblem: '#0b1220',
  untaken: '#fb7199',
};

const font = 'ui-sans-serif, system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

const shapes = [
  `text{font-family:${font}}`,
  '.title{font-size:20px;font-weight:650}',
  '.facts,.elsewhere{font-size:12px}',
  '.kind{font-size:10px;font-weight:600;letter-spacing:.04em}',
  '.name{font-size:13px;font-weight:650}',
  '.caption,.words,.code,.outcome{font-size:11px}',
  '.words{font-style:italic}',
  '.code{font-weight:600}',
  '.entry-name{font-size:11.5px;font-weight:600}',
  '.outcome{font-weight:550;text-anchor:middle}',
  '.condition{font-family:ui-monospace,"Cascadia Mono",Menlo,Consolas,monospace;font-size:10px}',
  '.line{fill:none;stroke-width:1.5}',
  '.box{stroke-width:1.2}',
  '.is-start .box{stroke-width:2.4}',
  '.missing .box{stroke-dasharray:5 4}',
  '.link:hover .line{stroke-width:3}',
];

const coloured = (palette: Palette): readonly string[] => [
  `.paper{fill:${palette.paper}}`,
  `text{fill:${palette.ink}}`,
  `.facts,.caption,.words,.elsewhere{fill:${palette.quiet}}`,
  `.box{fill:${palette.box};stroke:${palette.border}}`,
  ...(['speaks', 'acts', 'decides', 'ends'] as const).flatMap((role) => [
    `.${role} .stripe{fill:${palette[role]}}`,
    `.${role} .kind{fill:${palette[role]}}`,
  ]),
  `.line{stroke:${palette.line}}`,
  `.head{fill:${palette.line}}`,
  `.back .line{stroke:${palette.back}}`,
  `.back .head{fill:${palette.back}}`,
  `.chip{fill:${palette.paper};stroke:${palette.border}}`,
  `.back .chip{stroke:${palette.back}}`,
  `.entry .box{fill:${palette.entry};stroke:${palette.border}}`,
  `.entry.is-start .box{fill:${palette.start};stroke:${palette.start}}`,
  `.entry.is-start text{fill:${palette.onStart}}`,
  `.node.is-start .box{stroke:${palette.start}}`,
  ...(['warning', 'error'] as const).flatMap((severity) => [
    `.has-${severity} .box,.entry.is-start.has-${severity} .box{stroke:${palette[severity]}}`,
    `.badge-${severity}{fill:${palette[severity]}}`,
    `.code-${severity}{fill:${palette[severity]}}`,
  ]),
  `.badge-sign{fill:${palette.onProblem}}`,
];

const coverageShapes = [
  '.count{font-size:11px;font-weight:600}',
  '.untaken .line{stroke-dasharray:2 4}',
  '.untaken .box{stroke-dasharray:2 4;stroke-width:1.8}',
];

const coverageColours = ({ untaken }: Palette): readonly string[] => [
  `.node.untaken .box,.entry.untaken .box{stroke:${untaken}}`,
  `.untaken .line,.untaken .chip{stroke:${untaken}}`,
  `.untaken .head{fill:${untaken}}`,
  `text.untaken{fill:${untaken}}`,
];

const dress = (common: readonly string[], colours: (palette: Palette) => readonly string[]): string =>
  [...common, ...colours(light), `@media (prefers-color-scheme: dark){${colours(dark).join('')}}`].join('\n');

/** The style sheet of a diagram, for light and dark surroundings. */
export const styleSheet = dress(shapes, coloured);

/** What comes to it in one that shows where calls went. */
export const coverageStyleSheet = dress(coverageShapes, coverageColours);
