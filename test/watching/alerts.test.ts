/** The alert rules: each asks a query that it can ask, measures what the query gives, and has its place on the page. */
import * as z from 'zod';
import { insightsTables } from './insights-tables.ts';
import { readQuery } from './kql.ts';
import { read } from '../support/repository.ts';
import { alerts, page, queries } from './watched.ts';
import type { AlertParameters } from './watched.ts';

const all = alerts();
const rules = all.queryAlerts.map(({ name, properties }) => {
  const [condition, ...more] = properties.criteria.allOf;
  if (condition === undefined || more.length > 0) throw new Error(`${name} has not one condition`);
  return { name: name.replace('ivr-', ''), condition, properties };
});

/** Minutes of the ISO 8601 durations that rules may be given. */
const minutes: Readonly<Record<string, number>> = {
  PT1M: 1,
  PT5M: 5,
  PT10M: 10,
  PT15M: 15,
  PT30M: 30,
  PT45M: 45,
  PT1H: 60,
  PT2H: 120,
  PT3H: 180,
  PT4H: 240,
  PT5H: 300,
  PT6H: 360,
  P1D: 1_440,
  P2D: 2_880,
};

describe.each(rules)('$name', ({ name, condition, properties }) => {
  const query = readQuery(condition.query);

  test('asks one of the query files, word for word', () => {
    expect([...queries.values()]).toContain(condition.query);
  });

  test('measures a number that its query gives, or counts its rows', () => {
    const type =
      condition.metricMeasureColumn === null ? 'rows' : query.columns[condition.metricMeasureColumn];
    expect(condition.timeAggregation === 'Count' ? ['rows'] : ['long', 'real', 'int']).toContain(type);
    expect(Number.isInteger(condition.threshold)).toBe(true);
  });

  // Azure refuses the rule otherwise, some of it only when the rule runs.
  test('asks only what an alert rule may', () => {
    const refused = ['UnionOperator', 'SearchOperator', 'EvaluateOperator', 'TakeOperator', 'FindOperator'];
    expect(query.kinds.filter((kind) => refused.includes(kind))).toEqual([]);
    expect(condition.query).not.toContain('AggregatedValue');
    const spans = [...condition.query.matchAll(/\bago\(([^)]*)\)/g)].map(([, span = '']) => span);
    expect(spans.filter((span) => !/^\d+[dhms]$/.test(span))).toEqual([]);
    const [start = ''] = condition.query.split('\n').filter((line) => !line.startsWith('//'));
    expect(Object.keys(insightsTables)).toContain(start);
    expect(JSON.stringify(properties).length).toBeLessThan(64 * 1024);
  });

  test('is asked at least as often as its window is long', () => {
    const { evaluationFrequency, windowSize, severity } = properties;
    expect(minutes[evaluationFrequency]).toBeLessThanOrEqual(minutes[windowSize] ?? 0);
    expect([0, 1, 2, 3]).toContain(severity);
  });

  test('has its section, with its severity and its query', () => {
    const section = sections.get(name) ?? '';
    const [file = ''] = [...queries].find(([, text]) => text === condition.query) ?? [];
    expect(section).toContain(`Severity ${properties.severity}`);
    expect(section.split('\n- **Means:**')[0]).toContain(`(../infra/queries/${file})`);
    expect(properties.description).toContain(`docs/operate.md, section ${name}.`);
  });
});

const alertsOfPage = /^## Alerts$([\s\S]*?)^## /m.exec(page)?.[1] ?? '';
const sections = new Map(
  alertsOfPage
    .split(/^### /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section]),
);

test('every alert has a section and every section an alert', () => {
  const unhealthy = all.healthAlert?.name.replace('ivr-', '') ?? '';
  expect([...sections.keys()].sort()).toEqual([unhealthy, ...rules.map(({ name }) => name)].sort());
  expect(sections.get(unhealthy)).toContain(`Severity ${String(all.healthAlert?.properties.severity)}`);
});

test('the gravest come first, and each section says the same four things', () => {
  const severities = [...sections.values()].map((section) => Number(/^Severity (\d)/m.exec(section)?.[1]));
  expect(severities).toEqual([...severities].sort());
  for (const section of sections.values())
    expect([...section.matchAll(/^- \*\*(.*?):\*\*/gm)].map(([, word]) => word)).toEqual([
      'Means',
      'Look',
      'Do',
      'Over when',
    ]);
});

test('without addresses alerts are raised and nobody is told', () => {
  const silent = alerts({ alertEmails: [] });
  expect(silent.actionGroup).toBeNull();
  expect(silent.queryAlerts.flatMap(({ properties }) => properties.actions.actionGroups)).toEqual([]);
  expect(silent.healthAlert?.properties.actions).toEqual([]);
  expect(all.actionGroup).not.toBeNull();
  expect(all.queryAlerts.every(({ properties }) => properties.actions.actionGroups.length === 1)).toBe(true);
});

test('action groups of others are told too, and by themselves', () => {
  const own = ['/groups/on-call'];
  for (const alertEmails of [[], ['operator@contoso.com']]) {
    const told = alerts({ alertEmails, alertActionGroupIds: own });
    for (const { properties } of told.queryAlerts) {
      expect(properties.actions.actionGroups).toHaveLength(alertEmails.length + 1);
      expect(properties.actions.actionGroups).toContain(own[0]);
    }
    expect(told.healthAlert?.properties.actions).toContainEqual({ actionGroupId: own[0] });
  }
});

test('an alert leads to the page, wherever a copy of it lies', () => {
  const runbook = 'https://wiki.contoso.com/ivr';
  const { queryAlerts, healthAlert } = alerts({ runbook });
  for (const { properties } of queryAlerts) expect(properties.description).toContain(`${runbook}, section `);
  expect(healthAlert?.properties.description).toContain(`${runbook}, section unhealthy.`);
});

test('an app without a public host is not tested from outside', () => {
  const hidden = alerts({ appHostName: '' });
  expect([hidden.healthTest, hidden.healthAlert]).toEqual([null, null]);
});

test('silence is watched only where it was asked for', () => {
  const names = (watching: typeof all): readonly string[] => watching.queryAlerts.map(({ name }) => name);
  expect(names(all)).toContain('ivr-no-calls');
  expect(names(alerts({ thresholds: {} }))).toEqual(names(all).filter((name) => name !== 'ivr-no-calls'));
});

test('each threshold that can be given is the threshold of one rule, and the page names the defaults', () => {
  const source = read('infra/watching/alert-thresholds.bicep');
  const type = /^type alertThresholds = \{([\s\S]*?)^\}/m.exec(source)?.[1] ?? '';
  const given = [...type.matchAll(/@description\('([^']*)'\)\n(?: {2}@.*\n)* {2}(\w+): int\?/g)];
  expect(given.length).toBe(8);
  const thresholdsOf = (parameters: AlertParameters['thresholds']): readonly number[] =>
    alerts({ thresholds: parameters }).queryAlerts.map(
      ({ properties }) => properties.criteria.allOf[0]?.threshold ?? 0,
    );
  const usual = thresholdsOf({});
  for (const [, description = '', name = ''] of given) {
    const changed = thresholdsOf({ [name]: 4711 });
    const at = changed.indexOf(4711);
    expect(changed.filter((threshold) => threshold === 4711)).toHaveLength(1);
    expect(description).toContain(`(${String(usual[at])})`);
  }
});

test('health is tested from more places than have to fail', () => {
  const places = z.looseObject({ Locations: z.array(z.unknown()) });
  const { properties: tested } = z.looseObject({ properties: places }).parse(all.healthTest);
  const criteria = z.looseObject({ failedLocationCount: z.number() });
  const alerted = z.looseObject({ criteria }).parse(all.healthAlert?.properties).criteria;
  expect(tested.Locations.length).toBeGreaterThan(alerted.failedLocationCount);
});
