/** The workbook, as it is deployed: its queries can be asked, and its parts show what they give. */
import { readQuery } from './kql.ts';
import { page, queries, questionOf, questions, workbook, workbookParts } from './watched.ts';

/** A query as it is asked: with the values of its parameters. */
const asked = (query: string): string =>
  query
    .replaceAll('{Flow}', "'*'")
    .replaceAll('{TimeRange:grain}', '5m')
    .replaceAll('{CallId}', '')
    .replaceAll('{ChosenCall}', 'call-1');

const dropdowns = workbookParts.flatMap(({ content }) => content.parameters ?? []);

test.each(questions.map((part) => [part.name, part] as const))(
  '%s asks what can be asked',
  (_name, { content }) => {
    const query = readQuery(asked(content.query ?? ''));
    expect(query.problems).toEqual([]);
    expect(asked(content.query ?? '')).not.toMatch(/\{[A-Za-z]+[:}]|\/\/ filter|CALL-ID/);
    const shown = content.gridSettings?.formatters?.map(({ columnMatch }) => columnMatch) ?? [];
    expect(Object.keys(query.columns)).toEqual(expect.arrayContaining(shown));
    if (content.exportFieldName !== undefined)
      expect(Object.keys(query.columns)).toContain(content.exportFieldName);
    const types = Object.values(query.columns);
    expect(content.visualization === 'table' || types.includes('long') || types.includes('real')).toBe(true);
    const isOfTime = ['timechart', 'barchart'].includes(content.visualization ?? '');
    expect(isOfTime).toBe(isOfTime && types.includes('datetime'));
  },
);

test('every part is asked of the component, over the chosen time or one of its own', () => {
  for (const { content } of questions) {
    expect(content.crossComponentResources).toEqual(['/insights']);
    expect(content.timeContextFromParameter === 'TimeRange').toBe(content.timeContext?.durationMs === 0);
  }
});

test('every query that can be filtered by flow is', () => {
  const filters = (text: string, mark: string): number => text.split(mark).length - 1;
  for (const { content } of questions) {
    const query = content.query ?? '';
    const file = [...queries.values()].find((text) => questionOf(text) === questionOf(query)) ?? '';
    expect(file).not.toBe('');
    expect(filters(query, '| where "*" in ({Flow})')).toBe(filters(file, '// filter: flow'));
  }
});

test('every parameter that is used is there', () => {
  const there = [
    ...dropdowns.map(({ name }) => name),
    ...questions.map(({ content }) => content.exportParameterName),
  ];
  const used = questions.flatMap(({ content }) =>
    [...(content.query ?? '').matchAll(/\{([A-Za-z]+)(?::\w+)?\}/g)].map(([, name]) => name),
  );
  expect([...new Set(used)].sort()).toEqual(['CallId', 'ChosenCall', 'Flow', 'TimeRange']);
  expect(there).toEqual(expect.arrayContaining(used));
  for (const { query } of dropdowns) if (query !== undefined) expect(readQuery(query).problems).toEqual([]);
});

test('every tab has its parts, and the page describes the same tabs', () => {
  const links = workbookParts.flatMap(({ content }) => content.links ?? []);
  const groups = workbook.items.filter(({ type }) => type === 12);
  expect(groups.map((group) => group.conditionalVisibility?.value)).toEqual(
    links.map(({ subTarget }) => subTarget),
  );
  const table = /^\| tab [\s\S]*?\n\n/m.exec(page)?.[0] ?? '';
  const described = [...table.matchAll(/^\| ([A-Z][a-z ]+?) +\|/gm)].map(([, label]) => label);
  expect(described).toEqual(links.map(({ linkLabel }) => linkLabel));
});

test('no two parts have one name', () => {
  expect(new Set(workbookParts.map(({ name }) => name)).size).toBe(workbookParts.length);
});
