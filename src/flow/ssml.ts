/**
 * SSML as an author writes it: the inside of `<speak>`, or a document whose root is `<speak>`. Only what a
 * speech provider needs of XML is taken: elements, attributes, texts, comments, the five entities and numeric ones.
 */

export type SsmlRead =
  | {
      readonly kind: 'ok';
      /** Without its `<speak>`. */
      readonly content: string;
      /** The text alone: what a listener hears, as far as markup does not change it. */
      readonly words: string;
    }
  | { readonly kind: 'malformed'; readonly message: string; readonly at: number };

const deepest = 32;
const name = '[A-Za-z_][\\w.-]*(?::[A-Za-z_][\\w.-]*)?';
const oneAttribute = `\\s+(${name})\\s*=\\s*(?:"[^"<]*"|'[^'<]*')`;
const attribute = new RegExp(oneAttribute, 'g');
const attributes = `(?:${oneAttribute.replace('(', '(?:')})*`;
const patterns = {
  comment: /<!--(?:(?!--)[^])*-->/y,
  opening: new RegExp(`<(${name})(${attributes})\\s*(/?)>`, 'y'),
  closing: new RegExp(`</(${name})\\s*>`, 'y'),
  text: /[^<]+/y,
} as const;

/** `&` begins an entity, and nothing else. */
const badReference = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)/;

interface Element {
  readonly name: string;
  readonly at: number;
  /** Where its content begins. */
  readonly from: number;
}

/** Reads SSML, in time linear in its length; says where it is not well-formed. */
export function readSsml(source: string): SsmlRead {
  const open: Element[] = [];
  let words = '';
  let content = source;
  let begun = false;
  let rootIsClosed = false;
  for (let at = 0; at < source.length;) {
    const match = (pattern: RegExp): RegExpExecArray | null => {
      pattern.lastIndex = at;
      return pattern.exec(source);
    };
    const text = match(patterns.text) ?? match(patterns.comment);
    if (text !== null) {
      const fault = text[0].startsWith('<') ? null : textFault(text[0], rootIsClosed);
      if (fault !== null) return { kind: 'malformed', message: fault.message, at: at + fault.at };
      if (!text[0].startsWith('<')) {
        words += text[0];
        begun ||= text[0].trim() !== '';
      }
      at += text[0].length;
      continue;
    }
    const opening = match(patterns.opening);
    if (opening !== null) {
      const [whole, element = '', attributeText = '', slash = ''] = opening;
      const place = { isRoot: !begun, rootIsClosed, depth: open.length };
      const message = elementFault(element, attributeText, place);
      if (message !== null) return { kind: 'malformed', message, at };
      begun = true;
      if (slash === '') open.push({ name: element, at, from: at + whole.length });
      else if (element === 'speak') return { kind: 'malformed', message: '<speak/> says nothing.', at };
      words += ' ';
      at += whole.length;
      continue;
    }
    const closing = match(patterns.closing);
    if (closing === null) {
      return { kind: 'malformed', message: 'Here is no element: a "<" that is text is written &lt;.', at };
    }
    const element = open.pop();
    const [whole, closed = ''] = closing;
    if (element?.name !== closed) {
      const expected = element === undefined ? 'none is open' : `<${element.name}> is open`;
      return { kind: 'malformed', message: `</${closed}> closes an element, but ${expected}.`, at };
    }
    if (element.name === 'speak') {
      content = source.slice(element.from, at);
      rootIsClosed = true;
    }
    words += ' ';
    at += whole.length;
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) {
    return { kind: 'malformed', message: `<${unclosed.name}> is never closed.`, at: unclosed.at };
  }
  return { kind: 'ok', content, words: plain(words) };
}

/** The words of SSML that is well-formed. */
export function ssmlWords(ssml: string): string {
  const read = readSsml(ssml);
  return read.kind === 'ok' ? read.words : '';
}

function textFault(text: string, rootIsClosed: boolean): { message: string; at: number } | null {
  if (rootIsClosed && text.trim() !== '') return { message: 'Nothing may stand after </speak>.', at: 0 };
  const bad = badReference.exec(text);
  return bad === null ? null : { message: 'A "&" that is text is written &amp;.', at: bad.index };
}

function elementFault(
  name: string,
  attributeText: string,
  place: { readonly isRoot: boolean; readonly rootIsClosed: boolean; readonly depth: number },
): string | null {
  if (place.rootIsClosed) return 'Nothing may stand after </speak>.';
  if (name === 'speak' && !place.isRoot) return '<speak> can only be the root, and only once.';
  if (name === 'voice') return '<voice> is not allowed: the voice goes by the locale of the call.';
  if (place.depth >= deepest) return `Elements may be nested ${deepest} deep.`;
  const names = [...attributeText.matchAll(attribute)].map(([, each]) => each);
  if (new Set(names).size < names.length) return `<${name}> has an attribute twice.`;
  return badReference.test(attributeText) ? 'A "&" that is text is written &amp;.' : null;
}

const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Text as it is heard: entities resolved, white space joined. */
function plain(text: string): string {
  const resolved = text.replace(/&(#x?)?(\w+);/g, (whole, number: string | undefined, code: string) => {
    if (number === undefined) return entities.get(code) ?? whole;
    const point = Number.parseInt(code, number === '#x' ? 16 : 10);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '\uFFFD';
  });
  return resolved.replace(/\s+/g, ' ').trim();
}
