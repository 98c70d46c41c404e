import * as fc from 'fast-check';
import { drawMermaid, drawSvg } from '../../src/diagram/index.ts';
import type { FlowSketch, Problem } from '../../src/flow/index.ts';
import { allIn, readXml, withClass } from './read-xml.ts';
import type { XmlElement } from './read-xml.ts';
import { processorTime } from '../support/processor-time.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', 'a', '</text>', '&lt;', '"', "'", ']]>', '\u0000', '\ud800', '😀'.repeat(9), 'Grüße'),
);
const severity = fc.constantFrom('error' as const, 'warning' as const, 'remark' as const);

/** Sketches of up to `most` nodes, whose every text is anything, with names that no node has. */
function sketches(most: number): fc.Arbitrary<FlowSketch> {
  const edge = fc.record({
    outcome: fc.oneof(fc.constantFrom('next', 'onFailed', 'else', '1', '2'), text),
    to: fc.nat({ max: Math.floor(most * 1.05) }).map((number) => `n${number}`),
    pointer: fc.constant([]),
  });
  const conditional = fc
    .record({ condition: text })
    .chain(({ condition }) => edge.map((each) => ({ ...each, condition })));
  const node = fc.record({
    type: fc.option(fc.oneof(fc.constantFrom('menu', 'prompt', 'hangup'), text)),
    caption: text,
    words: text,
    needsAudio: fc.boolean(),
    edges: fc.array(fc.oneof(edge, conditional), { maxLength: 5 }),
  });
  return fc
    .record({
      id: fc.option(text),
      version: fc.option(text),
      nodes: fc.array(node, { maxLength: most, size: 'max' }),
      handlers: fc.array(fc.record({ name: text, isKey: fc.boolean(), to: fc.nat({ max: most }) }), {
        maxLength: 4,
      }),
      problems: fc.array(fc.record({ severity, code: text, message: text, at: fc.nat({ max: most }) }), {
        maxLength: 9,
      }),
    })
    .map(({ nodes, handlers, problems, ...rest }) => ({
      ...rest,
      start: 'n0',
      nodes: nodes.map((each, index) => ({ name: `n${index}`, ...each })),
      handlers: handlers.map(({ to, ...each }) => ({ ...each, to: `n${to}`, pointer: ['on', each.name] })),
      problems: problems.map(({ at, ...each }): Problem => {
        const place = { file: 'f', line: 1, column: 1, length: 1 };
        return { ...each, ...place, pointer: at % 3 === 0 ? '/targets' : `/nodes/n${at}/next` };
      }),
    }));
}

const titles = (element: XmlElement): readonly string[] =>
  allIn(element)
    .filter(({ name }) => name === 'title')
    .map((title) => title.text);

/** As XML can hold it. */
const held = (value: string): string =>
  value.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');

test('whatever a flow says, its picture is well-formed, has a box for every node and labels every outcome', () => {
  fc.assert(
    fc.property(sketches(60), (sketch) => {
      const drawing = readXml(drawSvg(sketch));
      const numbers = allIn(drawing).flatMap(({ attributes }) =>
        ['x', 'y', 'width', 'height', 'd'].flatMap((name) => attributes.get(name) ?? []),
      );
      expect(numbers.filter((number) => /NaN|Infinity|undefined/.test(number))).toEqual([]);
      expect(withClass(drawing, 'node')).toHaveLength(sketch.nodes.length);
      const labels = withClass(drawing, 'link').flatMap((link) =>
        withClass(link, 'outcome').length > 0 ? titles(link).map((title) => title.split('\n')) : [],
      );
      const labelled = labels.map((lines) => lines.join('\n'));
      const unlabelled = sketch.nodes.flatMap(({ edges }) =>
        edges.filter(
          ({ outcome, condition }) => !labelled.some((title) => title.includes(held(condition ?? outcome))),
        ),
      );
      expect(unlabelled).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('every line of Mermaid text is one that Mermaid reads', () => {
  const line =
    /^(?: {2}n\d+(?:\["[^"]*"\]|\(\["[^"]*"\]\))| {2}n\d+ -->(?:\|"[^"]*"\|)? n\d+| {2}classDef \w+ [\w:#,-]+| {2}class [n\d,]+ \w+)$/;
  fc.assert(
    fc.property(sketches(20), (sketch) => {
      const [first, ...rest] = drawMermaid(sketch).trimEnd().split('\n');
      expect(first).toBe('flowchart TD');
      expect(rest.filter((each) => !line.test(each))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('a flow of 500 nodes is drawn in seconds', () => {
  const names = Array.from({ length: 500 }, (_, index) => `node${index}`);
  const near = (index: number, by: number) =>
    names[Math.max(0, Math.min(names.length - 1, index + by))] ?? '';
  const nodes = names.map((name, index) => ({
    name,
    type: 'menu',
    caption: '',
    words: 'What is said here to the caller.',
    needsAudio: true,
    edges: [
      { outcome: '1', to: near(index, 1 + ((index * 7) % 11)), pointer: [] },
      { outcome: '2', to: near(index, 1 + ((index * 5) % 3)), pointer: [] },
      { outcome: 'onExhausted', to: near(index, -((index * 3) % 5)), pointer: [] },
    ],
  }));
  const started = processorTime();
  const drawn = drawSvg({ id: 'large', version: '1.0.0', start: 'node0', handlers: [], problems: [], nodes });
  expect(processorTime() - started).toBeLessThan(20_000);
  expect(withClass(readXml(drawn), 'node')).toHaveLength(500);
});
