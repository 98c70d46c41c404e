/** Reads XML 1.0 strictly, as much of it as an SVG of ours may use; anything that is not well-formed throws. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  /** The text directly in it. */
  text: string;
}

const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const startTag = /<([A-Za-z][\w-]*)((?:\s+[A-Za-z][\w-]*="[^"<]*")*)\s*(\/?)>/y;
const endTag = /<\/([A-Za-z][\w-]*)>/y;
const characters = /[^<]+/y;
const entities = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['#39', "'"],
  ['#9', '\t'],
  ['#10', '\n'],
  ['#13', '\r'],
]);

export function readXml(source: string): XmlElement {
  if (forbidden.test(source)) throw new Error('A character that XML cannot hold.');
  const top: XmlElement = { name: '', attributes: new Map(), children: [], text: '' };
  const open = [top];
  for (let offset = 0; offset < source.length;) {
    const around = open.at(-1)!;
    const match = (pattern: RegExp): RegExpExecArray | null => {
      pattern.lastIndex = offset;
      const found = pattern.exec(source);
      offset = found === null ? offset : pattern.lastIndex;
      return found;
    };
    const started = match(startTag);
    if (started !== null) {
      const [, name = '', attributes = '', closed] = started;
      const child = { name, attributes: readAttributes(attributes), children: [], text: '' };
      around.children.push(child);
      if (closed === '') open.push(child);
      continue;
    }
    const ended = match(endTag);
    if (ended !== null) {
      if (ended[1] !== around.name) throw new Error(`</${ended[1]}> ends <${around.name}>.`);
      open.pop();
      continue;
    }
    const text = match(characters);
    if (text === null) throw new Error(`Not XML: ${source.slice(offset, offset + 40)}`);
    around.text += decoded(text[0]);
  }
  if (open.length !== 1 || top.children.length !== 1) throw new Error('Not one whole element.');
  return top.children[0]!;
}

function readAttributes(text: string): ReadonlyMap<string, string> {
  const pairs = [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(
    ([, name = '', value = '']) => [name, decoded(value)] as const,
  );
  if (new Set(pairs.map(([name]) => name)).size !== pairs.length) throw new Error(`Twice the same: ${text}`);
  return new Map(pairs);
}

function decoded(text: string): string {
  return text.replaceAll(/&([^;&]*);|&/g, (whole, name?: string) => {
    const character = name === undefined ? undefined : entities.get(name);
    if (character === undefined) throw new Error(`Not an entity: ${whole}`);
    return character;
  });
}

/** An element and everything in it. */
export const allIn = (element: XmlElement): readonly XmlElement[] => [
  element,
  ...element.children.flatMap(allIn),
];

export const classesOf = (element: XmlElement): readonly string[] =>
  (element.attributes.get('class') ?? '').split(' ').filter((name) => name !== '');

export const withClass = (element: XmlElement, name: string): readonly XmlElement[] =>
  allIn(element).filter((each) => classesOf(each).includes(name));
