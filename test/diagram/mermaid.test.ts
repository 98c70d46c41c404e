import { drawMermaid } from '../../src/diagram/index.ts';
import { sketchOf } from './sketches.ts';

const nodes = {
  hello: {
    type: 'menu',
    play: [{ tts: 'Press 1, or 2.' }],
    choices: { '1': 'bye', '2': 'hello' },
    onExhausted: 'bye',
  },
  bye: { type: 'hangup', reason: 'done' },
};

test('a flow is a flowchart with its outcomes on the edges', () => {
  const sketch = sketchOf({ start: 'hello', on: { error: 'bye' }, nodes });
  // What the checker thinks of the flow is not what is shown here.
  expect(drawMermaid({ ...sketch, problems: [] })).toBe(
    [
      'flowchart TD',
      '  n0["hello<br/>#40;menu#41;<br/>“Press 1, or 2.”"]',
      '  n1["bye<br/>#40;hangup#41;<br/>done"]',
      '  n2(["start"])',
      '  n3(["on error"])',
      '  n2 --> n0',
      '  n3 --> n1',
      '  n0 -->|"1<br/>onExhausted"| n1',
      '  n0 -->|"2"| n0',
      '  classDef start fill:#1d4ed8,stroke:#1d4ed8,color:#ffffff',
      '  class n2 start',
      '',
    ].join('\n'),
  );
});

test('what is wrong is a class, with its code in the box', () => {
  const text = drawMermaid(
    sketchOf({
      start: 'hello',
      nodes: { ...nodes, bye: { type: 'hangup', reason: '${REASON}' }, odd: { type: 'hangup', resaon: 'x' } },
      on: { error: 'gone' },
    }),
  );
  expect(text).toMatch(/n1\["bye<br\/>#40;hangup#41;<br\/>REASON<br\/>SETTING-MISSING"\]/);
  expect(text).toMatch(/n2\["odd<br\/>#40;hangup#41;<br\/>FLOW-UNKNOWN-PROPERTY"\]/);
  expect(text).toMatch(/n5\["no such node<br\/>gone"\]/);
  expect(text).toMatch(/^ {2}class n2,n5 error$/m);
  expect(text).toMatch(/^ {2}class n1 warning$/m);
});

test('text from the flow never becomes Mermaid, markup or a line of its own', () => {
  const hostile = '"] --> x; <b>&\n%% `a` #quot; |[](){}\\';
  const text = drawMermaid(
    sketchOf({
      start: hostile,
      nodes: { [hostile]: { type: 'menu', choices: { [hostile]: hostile }, play: 5 } },
    }),
  );
  const lines = text.trimEnd().split('\n');
  const box = /^ {2}n\d+(?:\["[^"]*"\]|\(\["[^"]*"\]\))$/;
  const way = /^ {2}n\d+ -->(?:\|"[^"]*"\|)? n\d+$/;
  const style = /^ {2}(?:classDef \w+ [\w:#,-]+|class [n\d,]+ \w+)$/;
  for (const line of lines.slice(1)) expect([box, way, style].some((form) => form.test(line))).toBe(true);
  for (const [, label = ''] of text.matchAll(/"([^"]*)"/g)) {
    expect(label.replaceAll('<br/>', '').replaceAll(/#\d+;/g, '')).not.toMatch(/[<>&#;"`|[\](){}\\%]/);
  }
});

test('the same flow gives the same text', () => {
  const flow = { start: 'hello', nodes };
  expect(drawMermaid(sketchOf(flow))).toBe(drawMermaid(sketchOf(structuredClone(flow))));
});
