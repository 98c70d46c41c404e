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
  return new SsmlReader(source).read();
}

interface Fault {
  readonly message: string;
  readonly at: number;
}

/** Reads from left to right: every step takes one text, comment or tag, or says why it cannot be taken. */
class SsmlReader {
  readonly #source: string;
  readonly #open: Element[] = [];
  #at = 0;
  #words = '';
  #content: string;
  /** Whether an element or a text has come. */
  #begun = false;
  #rootIsClosed = false;

  constructor(source: string) {
    this.#source = source;
    this.#content = source;
  }

  read(): SsmlRead {
    while (this.#at < this.#source.length) {
      const fault = this.#step();
      if (fault !== null) return { kind: 'malformed', ...fault };
    }
    const unclosed = this.#open.at(-1);
    if (unclosed !== undefined) {
      return { kind: 'malformed', message: `<${unclosed.name}> is never closed.`, at: unclosed.at };
    }
    return { kind: 'ok', content: this.#content, words: plain(this.#words) };
  }

  #step(): Fault | null {
    const comment = this.#match(patterns.comment);
    if (comment !== null) {
      this.#at += comment[0].length;
      return null;
    }
    const text = this.#match(patterns.text);
    if (text !== null) return this.#takeText(text[0]);
    const opening = this.#match(patterns.opening);
    if (opening !== null) return this.#takeOpening(opening);
    const closing = this.#match(patterns.closing);
    if (closing !== null) return this.#takeClosing(closing);
    return this.#fault('Here is no element: a "<" that is text is written &lt;.');
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#source);
  }

  #fault(message: string): Fault {
    return { message, at: this.#at };
  }

  #takeText(text: string): Fault | null {
    const fault = textFault(text, this.#rootIsClosed);
    if (fault !== null) return { message: fault.message, at: this.#at + fault.at };
    this.#words += text;
    this.#begun ||= text.trim() !== '';
    this.#at += text.length;
    return null;
  }

  #takeOpening([whole, name = '', attributeText = '', slash = '']: RegExpExecArray): Fault | null {
    const place = { isRoot: !this.#begun, rootIsClosed: this.#rootIsClosed, depth: this.#open.length };
    const message = elementFault(name, attributeText, place);
    if (message !== null) return this.#fault(message);
    if (slash === '') this.#open.push({ name, at: this.#at, from: this.#at + whole.length });
    else if (name === 'speak') return this.#fault('<speak/> says nothing.');
    this.#begun = true;
    this.#passTag(whole);
    return null;
  }

  #takeClosing([whole, name = '']: RegExpExecArray): Fault | null {
    const element = this.#open.pop();
    if (element?.name !== name) {
      const expected = element === undefined ? 'none is open' : `<${element.name}> is open`;
      return this.#fault(`</${name}> closes an element, but ${expected}.`);
    }
    if (name === 'speak') {
      this.#content = this.#source.slice(element.from, this.#at);
      this.#rootIsClosed = true;
    }
    this.#passTag(whole);
    return null;
  }

  /** Words on both sides of a tag are two words. */
  #passTag(whole: string): void {
    this.#words += ' ';
    this.#at += whole.length;
  }
}

/** The words of SSML that is well-formed. */
export function ssmlWords(ssml: string): string {
  const read = readSsml(ssml);
  return read.kind === 'ok' ? read.words : '';
}

function textFault(text: string, rootIsClosed: boolean): Fault | null {
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
