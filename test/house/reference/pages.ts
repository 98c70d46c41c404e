/** The pages of the flow language, read as their tests need them: sections, tables, examples. */
import { filesBelow, read } from '../../support/repository.ts';

export interface Section {
  readonly heading: string;
  /** What stands below the heading, up to the next one. */
  readonly text: string;
}

export interface Row {
  /** As written, without the spaces around. */
  readonly cells: readonly string[];
  /** The first cell without its quotes of code. */
  readonly name: string;
}

export interface Example {
  readonly page: string;
  readonly line: number;
  readonly text: string;
  /** The code with which it is refused, or of which it is warned: named at the end of the sentence before it. */
  readonly code: string | null;
}

export const referencePages: readonly string[] = [
  'docs/flow-language.md',
  ...filesBelow('docs/flow-language', '.md'),
];

const fence = /^```(\w+)\n([\s\S]*?)^```$/gm;

export function sectionsOf(page: string): readonly Section[] {
  const prose = page.replaceAll(fence, '');
  return [...prose.matchAll(/^#+ (.*)\n([\s\S]*?)(?=^#|$(?![\s\S]))/gm)].map(
    ([, heading = '', text = '']) => ({ heading, text }),
  );
}

/** The rows of the table of a section whose first column is called `first`; null where there is none. */
export function tableOf({ text }: Section, first: string): readonly Row[] | null {
  const tables = [...text.matchAll(/(?:^\|.*\n)+/gm)].map(([table]) => table.trim().split('\n').map(cellsOf));
  const found = tables.find(([header]) => header?.[0] === first);
  return found?.slice(2).map((cells) => ({ cells, name: (cells[0] ?? '').replaceAll('`', '') })) ?? null;
}

const cellsOf = (line: string): readonly string[] =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());

export function examplesOf(page: string): readonly Example[] {
  const text = read(page);
  return [...text.matchAll(fence)]
    .filter(([, language]) => language === 'json')
    .map(({ index, 2: example = '' }) => {
      const before = text.slice(0, index);
      const [, code = null] = /`([A-Z]+(?:-[A-Z]+)+)`:\s*$/.exec(before) ?? [];
      return { page, line: before.split('\n').length, text: example, code };
    });
}

/** How the pages are linked to: the anchor of a heading. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[^\p{L}\p{N}_\- ]/gu, '')
    .replaceAll(' ', '-');
