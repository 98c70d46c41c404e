/** The page for operators says what is there: queries word for word, parts of the workbook by their titles. */
import { insightsTables } from './insights-tables.ts';
import { declaredAll, readBicep } from '../support/bicep/index.ts';
import { read } from '../support/repository.ts';
import { alerts, page, queries, questionOf, questions, workbookParts } from './watched.ts';

const snippets = [...page.matchAll(/^```kusto\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);

test('every query that is shown is a file, word for word', () => {
  expect(snippets.length).toBeGreaterThan(2);
  for (const snippet of snippets) expect([...queries.values()]).toContain(snippet);
});

test('every query file is asked: by the workbook, by an alert, or by who reads the page', () => {
  const used = new Set(
    [
      ...questions.map(({ content }) => content.query ?? ''),
      ...workbookParts.flatMap(({ content }) => content.parameters?.map(({ query }) => query ?? '') ?? []),
      ...alerts().queryAlerts.flatMap(({ properties }) =>
        properties.criteria.allOf.map(({ query }) => query),
      ),
      ...snippets,
    ].map(questionOf),
  );
  expect([...queries].filter(([, text]) => !used.has(questionOf(text))).map(([file]) => file)).toEqual([]);
});

test('no query stands in a template', () => {
  for (const file of ['query-alerts.bicep', 'workbook.bicep']) {
    const { text } = readBicep(`infra/watching/${file}`);
    expect(text).toContain("loadTextContent('../queries/");
    for (const table of Object.keys(insightsTables)) expect(text).not.toContain(`${table}\n`);
    expect(text).not.toContain('summarize');
  }
});

test('parts of the workbook that it sends an operator to are there', () => {
  const looks = [...page.matchAll(/^- \*\*(?:Look|Do):\*\*[\s\S]*?(?=^- |^#|\n\n)/gm)].map(([text]) => text);
  const parts = looks.flatMap((look) =>
    [...look.matchAll(/"([^"]+)"/g)].map(([, part = '']) => part.replace(/\s+/g, ' ')),
  );
  expect(parts.length).toBeGreaterThan(15);
  const titles = questions.map(({ content }) => content.title ?? '');
  expect(parts.filter((part) => !titles.some((title) => title.startsWith(part)))).toEqual([]);
});

test('each section has the title that is read in the e-mail', () => {
  for (const { name, properties } of alerts().queryAlerts) {
    const [, section = ''] = page.split(`### ${name.replace('ivr-', '')}\n\n`);
    expect(section.slice(0, section.indexOf('\n'))).toContain(
      `“${properties.displayName.replace('ivr: ', '')}”`,
    );
  }
});

test('the parameters that it names are those of the template', () => {
  const parameters = declaredAll(readBicep('infra/main.bicep'), 'param').map(({ name }) => name);
  const source = read('infra/watching/alert-thresholds.bicep');
  const thresholds = [...source.matchAll(/^ {2}(\w+): .*\?$/gm)].map(([, name = '']) => name);
  const [beforeEvents = '', , costs = ''] = page.split(/^## (?:What is told|Costs, .*)$/m);
  const named = [...`${beforeEvents}${costs}`.matchAll(/`([a-z]+[A-Z]\w+)`/g)].map(([, name = '']) => name);
  /** Of telemetry and of flows, not of the template. */
  const others = ['clientRequestId', 'customEvent', 'customEvents', 'graphCallId', 'maxCallDuration'];
  const known = [...parameters, ...thresholds, ...others, 'defaultVersion', 'requestId', 'scenarioId'];
  expect(named).toContain('warmInstances');
  expect(named.filter((name) => !known.includes(name))).toEqual([]);
});
