/** Tables of the reference, found by the heading that they stand under, and held to a schema. */
import { typeWords } from './schema.ts';
import type { Member } from './schema.ts';
import { read } from '../../support/repository.ts';
import { referencePages, sectionsOf, tableOf } from './pages.ts';
import type { Row, Section } from './pages.ts';

export const mainPage = 'docs/flow-language.md';
export const kindsPage = 'docs/flow-language/nodes.md';

const sections = new Map(referencePages.map((page) => [page, sectionsOf(read(page))] as const));

export function section(page: string, heading: string): Section {
  const found = sections.get(page)?.find((one) => one.heading === heading);
  if (found === undefined) throw new Error(`${page} has no section "${heading}".`);
  return found;
}

/** The rows of the table whose first column is called `first`. */
export function rows(page: string, heading: string, first: string): readonly Row[] {
  const found = tableOf(section(page, heading), first);
  if (found === null) throw new Error(`"${heading}" of ${page} has no table of "${first}".`);
  return found;
}

/** The headings under which there is a table whose first column is called `first`. */
export const headingsOver = (page: string, first: string): readonly string[] =>
  (sections.get(page) ?? []).filter((one) => tableOf(one, first) !== null).map(({ heading }) => heading);

export const sorted = (names: Iterable<string>): readonly string[] => [...names].sort();

export const namesOf = (named: readonly { readonly name: string }[]): readonly string[] =>
  sorted(named.map(({ name }) => name));

/** Every word in quotes of code. */
export const quoted = (text: string): readonly string[] =>
  [...text.matchAll(/`([\w.]+)`/g)].map(([, word = '']) => word);

/** Every member of the schema and no other; each with its default, the kind of its type, and its bounds. */
export function expectTable(table: readonly Row[], members: readonly Member[]): void {
  expect(namesOf(table)).toEqual(namesOf(members));
  for (const member of members) {
    const [, type = '', told = ''] = table.find(({ name }) => name === member.name)?.cells ?? [];
    expect([member.name, readDefault(told)]).toEqual([member.name, defaultAsTold(member)]);
    const words = type.replace('[', '');
    expect([member.name, words, typeWords(member).some((word) => words.startsWith(word))]).toEqual([
      member.name,
      words,
      true,
    ]);
    const { minimum, maximum } = member.schema;
    if (typeof minimum !== 'number' || typeof maximum !== 'number') continue;
    expect([member.name, type]).toEqual([member.name, expect.stringContaining(`, ${minimum} to ${maximum}`)]);
  }
}

const defaultAsTold = (member: Member): string =>
  member.isRequired ? 'required' : member.default === null ? '–' : `\`${member.default}\``;

/** Spaces in JSON are for readers. */
const readDefault = (cell: string): string => (cell.startsWith('`{') ? cell.replaceAll(' ', '') : cell);
