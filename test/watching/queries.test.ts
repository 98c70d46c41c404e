/** The query files: read by Microsoft's own parser, and held to the catalogue of what is told. */
import { eventDimensions, metrics as metricsTold } from '../../src/telemetry/index.ts';
import { readQuery } from './kql.ts';
import { queries, questionOf } from './watched.ts';

const events: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(eventDimensions));
const metrics: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(metricsTold).map(([name, { dimensions }]) => [name, dimensions]),
);
/** What is in spans, and what the host adds to its traces. */
const elsewhere = ['callId', 'graphCallId', 'CategoryName'];
const read = new Map([...queries].map(([file, text]) => [file, { text, query: readQuery(text) }]));

/** The events and metrics that a query asks for. */
const named = (file: string): readonly string[] =>
  (read.get(file)?.query.texts ?? []).filter((text) => text.startsWith('ivr.'));

test('the parser finds what is wrong with a query', () => {
  const problemsOf = (text: string): string => readQuery(text).problems.join();
  expect(problemsOf('customEvents | count')).toBe('');
  expect(problemsOf('customEvents | where duration > 1')).toMatch(/duration/);
  expect(problemsOf('customEvents | summarise count()')).not.toBe('');
  expect(problemsOf('customMetrics | summarize sum(name)')).not.toBe('');
  expect(problemsOf('customEvent | count')).not.toBe('');
});

test('no two queries answer the same question', () => {
  expect(new Set([...queries.values()].map(questionOf)).size).toBe(queries.size);
});

describe.each([...read])('%s', (file, { text, query }) => {
  test('fits the tables of Application Insights', () => {
    expect(query.problems).toEqual([]);
    expect(query.tables).not.toEqual([]);
  });

  test('says first what it answers, and has no other comment than the place of a filter', () => {
    expect(text).toMatch(/^\/\/ [A-Z][^\n]*\?/);
    const comments = text.split('\n').filter((line, at) => at > 0 && line.includes('//'));
    expect(comments.filter((line) => line !== '// filter: flow')).toEqual([]);
  });

  test('asks for what is told, and for nothing else', () => {
    const told = query.tables.includes('customMetrics') ? new Map([...events, ...metrics]) : events;
    expect(named(file).filter((name) => !told.has(name))).toEqual([]);
    const asked = named(file).length === 0 ? [...events.keys(), ...metrics.keys()] : named(file);
    const beside = query.tables.some((table) => table !== 'customEvents' && table !== 'customMetrics');
    const dimensions = asked.flatMap((name) => events.get(name) ?? metrics.get(name) ?? []);
    const known = new Set([...dimensions, ...(beside ? elsewhere : [])]);
    expect(query.dimensions.filter((dimension) => !known.has(dimension))).toEqual([]);
  });

  test('is filtered by flow only where what it asks for has one', () => {
    if (!text.includes('// filter: flow')) return;
    const flowless = named(file).filter((name) => !(events.get(name) ?? metrics.get(name))?.includes('flow'));
    expect(flowless).toEqual([]);
  });
});

test('nothing is told that no query asks for, but what is told for debugging only', () => {
  const asked = new Set([...queries.keys()].flatMap(named));
  const unasked = [...events.keys(), ...metrics.keys()].filter((name) => !asked.has(name));
  expect(unasked).toEqual(['ivr.graph.request', 'ivr.http.request']);
});
