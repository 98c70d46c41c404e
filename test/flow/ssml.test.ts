import fc from 'fast-check';
import { readSsml } from '../../src/flow/ssml.ts';
import { processorTime } from '../support/processor-time.ts';

test.each([
  ['Hello <break time="1s"/> there', 'Hello <break time="1s"/> there', 'Hello there'],
  [
    '<speak>Tom &amp; <emphasis level="strong">Jerry</emphasis></speak>',
    'Tom &amp; <emphasis level="strong">Jerry</emphasis>',
    'Tom & Jerry',
  ],
  ['<!-- a - b --><speak version="1.0" xml:lang="en-GB"> Hi </speak>\n', ' Hi ', 'Hi'],
  [
    "<mstts:express-as style='cheerful'>Hi &#33; &#x263A;</mstts:express-as>",
    "<mstts:express-as style='cheerful'>Hi &#33; &#x263A;</mstts:express-as>",
    'Hi ! ☺',
  ],
  ['<a b="x=1" c="2">t</a>', '<a b="x=1" c="2">t</a>', 't'],
])('%s is taken', (source, content, words) => {
  expect(readSsml(source)).toEqual({ kind: 'ok', content, words });
});

test.each([
  ['<p>open', 0, /<p> is never closed/],
  ['<p>crossed<s></p></s>', 13, /<s> is open/],
  ['text</p>', 4, /none is open/],
  ['a < b', 2, /&lt;/],
  ['Tom & Jerry', 4, /&amp;/],
  ['Tom &nbsp; Jerry', 4, /&amp;/],
  ['<p a="&x">t</p>', 0, /&amp;/],
  ['<p a="1" a="2">t</p>', 0, /twice/],
  ['<p a=1>t</p>', 0, /no element/],
  ['text <speak>x</speak>', 5, /only be the root/],
  ['<p/><speak>x</speak>', 4, /only be the root/],
  ['<speak>x</speak> more', 16, /after/],
  ['<speak>x</speak><p/>', 16, /after/],
  ['<speak/>', 0, /nothing/],
  ['<voice name="x">t</voice>', 0, /locale/],
  ['<!DOCTYPE x [<!ENTITY y "z">]><speak>&y;</speak>', 0, /no element/],
  ['<?xml version="1.0"?><speak>x</speak>', 0, /no element/],
  ['<![CDATA[x]]>', 0, /no element/],
  ['<\uE000>t</\uE000>', 0, /no element/],
  ['<p>'.repeat(33) + '</p>'.repeat(33), 96, /32 deep/],
])('%s is refused', (source, at, message) => {
  expect(readSsml(source)).toEqual({ kind: 'malformed', at, message: expect.stringMatching(message) });
});

test('any text is judged, and in time that grows with its length only', () => {
  const pieces = fc.constantFrom(
    '<',
    '>',
    '</',
    '/>',
    '<p ',
    'p',
    ' ',
    '="',
    '"',
    "'",
    '&',
    ';',
    '<!--',
    '-->',
    'speak',
    'x',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
      expect(['ok', 'malformed']).toContain(readSsml(parts.join('')).kind);
    }),
    { numRuns: 1_000 },
  );
  const started = processorTime();
  for (const piece of ['<p a="1" ', '<p>', '<', '<!--', ' a="', '&amp;', '<p '])
    readSsml(piece.repeat(20_000));
  expect(processorTime() - started).toBeLessThan(2_000);
});
