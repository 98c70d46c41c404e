/** A picture that says where calls went: by its dashes and counts for whoever sees no colours, in words for whoever sees nothing. */
import { drawSvg } from '../../src/diagram/index.ts';
import type { DrawnCoverage } from '../../src/diagram/index.ts';
import { allIn, classesOf, readXml, withClass } from './read-xml.ts';
import type { XmlElement } from './read-xml.ts';
import { sketchOf } from './sketches.ts';

const flow = {
  start: 'hello',
  targets: { desk: { user: 'a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33' } },
  prompts: { greeting: { 'en-GB': { text: 'Thank you for calling.' } } },
  on: { error: 'bye', keys: { '*': 'bye' } },
  nodes: {
    hello: { type: 'menu', play: ['greeting'], choices: { '1': 'desk', '2': 'bye' }, onExhausted: 'bye' },
    desk: {
      type: 'transfer',
      to: 'desk',
      mode: 'blind',
      onBusy: 'bye',
      onNoAnswer: 'hello',
      onFailed: 'hello',
    },
    bye: { type: 'hangup' },
  },
};
const sketch = { ...sketchOf(flow), problems: [] };

const counts = new Map([
  ['hello', 3],
  ['bye', 3],
  [' start', 3],
  [' on.keys.*', 1],
  ['hello 2', 2],
  ['hello onExhausted', 1],
]);
const coverage: DrawnCoverage = {
  entered: (node) => counts.get(node) ?? 0,
  taken: (node, outcome) => counts.get(`${node ?? ''} ${outcome}`) ?? 0,
};

const drawing = readXml(drawSvg(sketch, coverage));
const texts = (element: XmlElement): readonly string[] =>
  allIn(element).flatMap(({ name, text }) => (name === 'text' ? [text] : []));
const boxes = (name: string) =>
  withClass(drawing, name).map((box) => [
    texts(box)[box.attributes.get('class')?.startsWith('node') === true ? 1 : 0],
    classesOf(box).includes('untaken'),
  ]);
const chips = withClass(drawing, 'link').filter((link) => withClass(link, 'chip').length > 0);

test('every node says how often it was entered; one that never was is marked', () => {
  expect(boxes('node')).toEqual([
    ['hello', false],
    ['desk', true],
    ['bye', false],
  ]);
  expect(withClass(drawing, 'count').map(({ text }) => text)).toEqual([
    'entered ×3',
    'never entered',
    'entered ×3',
  ]);
});

test('so do the ways into the flow', () => {
  expect(boxes('entry')).toEqual([
    ['start ×3', false],
    ['on error ×0', true],
    ['key * ×1', false],
  ]);
});

test('outcomes are counted one by one; a line is marked where none of its outcomes was taken', () => {
  const shown = chips.map((chip) => [texts(chip), classesOf(chip).includes('untaken')]);
  expect(shown).toEqual([
    [['1 ×0'], true],
    [['2 ×2', 'onExhausted ×1'], false],
    [['onBusy ×0'], true],
    [['onNoAnswer ×0', 'onFailed ×0'], true],
  ]);
  const lines = withClass(drawing, 'link').filter((link) => allIn(link).some(({ name }) => name === 'path'));
  expect(lines.filter((line) => classesOf(line).includes('untaken'))).toHaveLength(4);
});

test('of outcomes that share a line, those that were never taken are marked among the others', () => {
  const one: DrawnCoverage = { entered: () => 1, taken: (_node, outcome) => (outcome === '2' ? 5 : 0) };
  const mixed = readXml(drawSvg(sketch, one));
  const rows = withClass(mixed, 'outcome').map((row) => [row.text, classesOf(row).includes('untaken')]);
  expect(rows).toContainEqual(['2 ×5', false]);
  expect(rows).toContainEqual(['onExhausted ×0', true]);
});

test('what was never taken has dashes of its own, beside its colour', () => {
  const style = allIn(drawing).find(({ name }) => name === 'style')?.text ?? '';
  expect(style).toContain('.untaken .line{stroke-dasharray:2 4}');
  expect(style).toContain('.untaken .box{stroke-dasharray:2 4');
});

test('a legend explains the lines and sums up; the description says it in words', () => {
  const [legend] = withClass(drawing, 'legend');
  expect(legend === undefined ? [] : texts(legend)).toEqual([
    'taken',
    'never taken (×0)',
    '2 of 3 nodes entered, 2 of 6 outcomes taken',
  ]);
  const description = allIn(drawing).find(({ name }) => name === 'desc')?.text ?? '';
  expect(description).toContain('Calls: 2 of 3 nodes entered, 2 of 6 outcomes taken.');
  expect(description).toContain('hello leads to bye on 2 (×2), onExhausted (×1).');
});

test('without counts nothing of it is there', () => {
  const plain = drawSvg(sketch);
  expect(plain).not.toContain('untaken');
  expect(plain).not.toContain('×');
  expect(withClass(readXml(plain), 'legend')).toEqual([]);
});
