/** XML text: whatever is put in, a strict reader gets it out again, or a sign where XML cannot hold it. */
import fc from 'fast-check';
import { textElement, xmlElement } from '../../src/xml/index.ts';
import { readXml } from '../diagram/read-xml.ts';

test('an element has its attributes and its content; what is undefined is left out', () => {
  expect(xmlElement('a', { b: '1', c: undefined }, [xmlElement('d', {})])).toBe('<a b="1"><d/></a>');
});

test('what could end an attribute or begin an element is escaped', () => {
  expect(textElement('a', { b: `"'<>&` }, `</a>"'&`)).toBe(
    '<a b="&quot;&#39;&lt;&gt;&amp;">&lt;/a&gt;&quot;&#39;&amp;</a>',
  );
});

test('line ends in an attribute survive its reader, who takes plain ones for spaces', () => {
  expect(xmlElement('a', { b: '1\n2\t3\r4' })).toBe('<a b="1&#10;2&#9;3&#13;4"/>');
});

test('control characters and halves of pairs become a sign', () => {
  expect(textElement('a', {}, '\u0000\u001b\ud800\ufffe\u{1f600}')).toBe(
    '<a>\ufffd\ufffd\ufffd\ufffd\u{1f600}</a>',
  );
});

test('any text is read back as it was, but for what XML cannot hold', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const read = readXml(textElement('a', {}, text));
      const holds = (character: string): boolean =>
        /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]$/u.test(character);
      expect(read.text).toBe(
        Array.from(text, (character) => (holds(character) ? character : '\ufffd')).join(''),
      );
    }),
  );
});
