import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { drawSvg } from '../../src/diagram/index.ts';
import { allIn, classesOf, readXml, withClass } from './read-xml.ts';
import type { XmlElement } from './read-xml.ts';
import { sketchOf, sketchText } from './sketches.ts';

const flows = resolve(__dirname, '../../flows');
const draw = (flow: object): XmlElement => readXml(drawSvg(sketchOf(flow)));
const texts = (element: XmlElement): string =>
  allIn(element)
    .filter(({ name }) => name === 'text')
    .map(({ text }) => text)
    .join('\n');
const titleOf = (element: XmlElement): string =>
  element.children.find(({ name }) => name === 'title')?.text ?? '';

/** The drawn box whose title begins so. */
function boxOf(drawing: XmlElement, name: string): XmlElement {
  const found = allIn(drawing).find(
    (element) =>
      classesOf(element).some((each) => ['node', 'entry', 'missing'].includes(each)) &&
      titleOf(element).startsWith(name),
  );
  if (found === undefined) throw new Error(`${name} is not drawn.`);
  return found;
}

const small = {
  start: 'hello',
  targets: { desk: { user: 'a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33' } },
  prompts: { greeting: { 'en-GB': { text: 'Thank you for calling.' } } },
  on: { error: 'bye', keys: { '*': 'transfer' } },
  nodes: {
    hello: {
      type: 'menu',
      play: ['greeting'],
      choices: { '1': 'transfer', '2': 'hello' },
      onExhausted: 'bye',
    },
    transfer: {
      type: 'transfer',
      to: 'desk',
      mode: 'blind',
      onBusy: 'bye',
      onNoAnswer: 'bye',
      onFailed: 'hello',
    },
    bye: { type: 'hangup', reason: 'done' },
  },
};

describe('a flow', () => {
  // What the checker thinks of the flow is not what is shown here.
  const drawing = readXml(drawSvg({ ...sketchOf(small), problems: [] }));

  test('shows of every node its kind, its name, what it does and the first words that it says', () => {
    expect(texts(boxOf(drawing, 'hello (menu)')).split('\n')).toEqual([
      'menu',
      'hello',
      '“Thank you for calling.”',
    ]);
    expect(texts(boxOf(drawing, 'transfer (transfer)')).split('\n')).toEqual([
      'transfer',
      'transfer',
      'to desk',
    ]);
    expect(texts(boxOf(drawing, 'bye (hangup)')).split('\n')).toEqual(['hangup', 'bye', 'done']);
  });

  test('marks where a call begins, and draws handlers as entries', () => {
    expect(classesOf(boxOf(drawing, 'hello (menu)'))).toContain('is-start');
    expect(classesOf(boxOf(drawing, 'bye (hangup)'))).not.toContain('is-start');
    expect(classesOf(boxOf(drawing, 'Entry: start'))).toEqual(['entry', 'is-start']);
    expect(classesOf(boxOf(drawing, 'Entry: on error'))).toEqual(['entry']);
    expect(classesOf(boxOf(drawing, 'Entry: key *'))).toEqual(['entry']);
  });

  test('has every outcome beside its line; what leads back is told apart', () => {
    const labels = withClass(drawing, 'chip').length;
    const chips = allIn(drawing).filter((element) =>
      element.children.some((child) => classesOf(child).includes('chip')),
    );
    expect(chips).toHaveLength(labels);
    const written = chips.map((chip) => [texts(chip), classesOf(chip).includes('back')] as const);
    expect(new Map(written)).toEqual(
      new Map([
        ['1', false],
        ['2', true],
        ['onExhausted', false],
        ['onBusy\nonNoAnswer', false],
        ['onFailed', true],
      ]),
    );
  });

  test('is one image with a title and a description for whoever cannot see it', () => {
    expect(drawing.attributes.get('role')).toBe('img');
    const [title, description] = (drawing.attributes.get('aria-labelledby') ?? '').split(' ');
    const named = (id: string | undefined) =>
      allIn(drawing).find(({ attributes }) => attributes.get('id') === id)?.text;
    expect(named(title)).toBe('The flow test 1.0.0');
    expect(named(description)).toContain('hello leads to transfer on 1.');
    expect(named(description)).toContain('The entry on error leads to bye.');
  });

  test('has colours for light and for dark surroundings', () => {
    const style = allIn(drawing).find(({ name }) => name === 'style')?.text ?? '';
    const [light = '', dark = ''] = style.split('@media (prefers-color-scheme: dark)');
    for (const part of [light, dark]) {
      for (const name of ['.paper{fill:', '.box{fill:', '.line{stroke:', 'text{fill:'])
        expect(part).toContain(name);
    }
    expect(/\.paper\{fill:(#\w+)\}/.exec(light)?.[1]).not.toBe(/\.paper\{fill:(#\w+)\}/.exec(dark)?.[1]);
  });

  test('gives the same bytes every time', () => {
    expect(drawSvg(sketchOf(small))).toBe(drawSvg(sketchOf(structuredClone(small))));
  });
});

describe('a condition', () => {
  const branch = (when: string) =>
    draw({
      start: 'choose',
      nodes: {
        choose: { type: 'branch', cases: [{ when, next: 'end' }], else: 'other' },
        end: { type: 'hangup' },
        other: { type: 'hangup' },
      },
    });

  test('stands on its line instead of the number of its case', () => {
    expect(texts(branch("call.locale == 'en-GB'"))).toContain("call.locale == 'en-GB'");
  });

  test('that is long is cut, and whole in the title', () => {
    const long = Array.from({ length: 12 }, () => "call.locale == 'en-GB'").join(' || ');
    const drawing = branch(long);
    expect(texts(drawing)).not.toContain(long);
    expect(texts(drawing)).toMatch(/^call\.locale == 'en-GB' .*…$/m);
    expect(allIn(drawing).some((element) => titleOf(element).includes(long))).toBe(true);
  });
});

describe('what is wrong', () => {
  const broken = {
    ...small,
    on: { error: 'nowhere' },
    nodes: {
      ...small.nodes,
      hello: {
        type: 'menu',
        play: ['greeting'],
        choices: { '1': 'transfer', '2': 'gone' },
        onExausted: 'bye',
      },
      odd: { type: 'promt', next: 'bye' },
      odder: 5,
    },
  };
  const drawing = draw(broken);

  test('is marked on its node, with its code and, in the title, all of it', () => {
    const menu = boxOf(drawing, 'hello (menu)');
    expect(classesOf(menu)).toContain('has-error');
    expect(texts(menu)).toContain('FLOW-MISSING-PROPERTY');
    expect(titleOf(menu)).toMatch(/error FLOW-UNKNOWN-PROPERTY, line 1: "onExausted" is not a property/);
    expect(withClass(menu, 'badge-error')).toHaveLength(1);
    expect(classesOf(boxOf(drawing, 'transfer (transfer)'))).not.toContain('has-error');
  });

  test('does not keep the rest from being drawn: ways out of a node whose form is wrong, kinds that nobody knows', () => {
    expect(texts(drawing)).toContain('1');
    expect(titleOf(boxOf(drawing, 'odd (promt)'))).toContain('FLOW-WRONG-VALUE');
    expect(titleOf(boxOf(drawing, 'odder (unknown kind)'))).toContain('FLOW-WRONG-TYPE');
  });

  test('a name that no node has is a box of its own', () => {
    for (const name of ['gone', 'nowhere']) {
      expect(classesOf(boxOf(drawing, `There is no node "${name}"`))).toEqual(['missing', 'has-error']);
    }
  });

  test('elsewhere stands below the picture', () => {
    const elsewhere = draw({ ...small, start: 'hello', colour: 'blue' });
    expect(withClass(elsewhere, 'elsewhere').map(({ text }) => text)).toEqual([
      expect.stringMatching(/^error FLOW-UNKNOWN-PROPERTY, line 1: "colour" is not a property/),
    ]);
  });

  test('a missing setting is a warning and stands for its name', () => {
    const drawn = draw({
      ...small,
      targets: { desk: { user: '${DESK_ID}' } },
      nodes: { ...small.nodes, bye: { type: 'hangup', reason: '${REASON}' } },
    });
    const bye = boxOf(drawn, 'bye (hangup)');
    expect(classesOf(bye)).toContain('has-warning');
    expect(texts(bye).split('\n')).toEqual(['hangup', 'bye', 'REASON', 'SETTING-MISSING', '!']);
    expect(classesOf(boxOf(drawn, 'transfer (transfer)'))).not.toContain('has-error');
  });
});

describe('text from the flow', () => {
  const hostile = '</title><script>alert("1")</script>&amp;\u0007\ud800';

  test('never becomes markup', () => {
    const source = drawSvg(
      sketchOf({
        id: hostile,
        version: hostile,
        start: hostile,
        prompts: { [hostile]: { 'en-GB': { text: hostile } } },
        on: { error: `${hostile}!`, keys: { [hostile]: hostile } },
        nodes: {
          [hostile]: { type: 'menu', play: [hostile], choices: { [hostile]: hostile }, onExhausted: 'gone' },
          b: { type: 'branch', cases: [{ when: hostile, next: hostile }], else: hostile },
          c: { type: hostile },
        },
      }),
    );
    const drawing = readXml(source);
    expect(source).not.toContain('<script');
    expect(allIn(drawing).map(({ name }) => name)).not.toContain('script');
    expect(texts(drawing)).toContain('</title>');
    expect(drawing.attributes.get('aria-labelledby')?.split(' ')).toHaveLength(2);
  });

  test('of any length stays in its box', () => {
    const drawn = draw({
      start: 'n',
      nodes: {
        n: { type: 'prompt', play: [{ tts: 'W'.repeat(4_000) }], next: 'n' },
        ['m'.repeat(64)]: { type: 'hangup' },
      },
    });
    for (const box of withClass(drawn, 'box')) expect(Number(box.attributes.get('width'))).toBeLessThan(340);
  });
});

describe('flows that are shipped', () => {
  const shipped = readdirSync(flows).filter(
    (name) => name.endsWith('.json') && !/routes|scenarios/.test(name),
  );

  test.each(shipped)('%s is drawn with all of its nodes', (name) => {
    const text = readFileSync(join(flows, name), 'utf8');
    const written: { readonly nodes: object } = JSON.parse(text);
    const drawing = readXml(drawSvg(sketchText(text)));
    expect(withClass(drawing, 'node')).toHaveLength(Object.keys(written.nodes).length);
  });
});

test('a flow of more than 40 nodes fits a large screen', () => {
  const drawing = readXml(drawSvg(sketchText(readFileSync(join(__dirname, 'parcels.json'), 'utf8'))));
  expect(withClass(drawing, 'node').length).toBeGreaterThan(40);
  expect(Number(drawing.attributes.get('width'))).toBeLessThan(2_600);
  expect(Number(drawing.attributes.get('height'))).toBeLessThan(3_400);
});

test('a flow without nodes is an empty picture that says so', () => {
  expect(texts(draw({ start: 'begin', nodes: {} }))).toContain('no nodes');
});
