/** What a file of Bicep declares, and the parts of objects and lists that are written out. */
import { join } from 'node:path';
import { filesBelow, read } from '../repository.ts';
import { Reader, parseExpression } from './expressions.ts';
import type { Member } from './syntax-tree.ts';
import { tokensOf } from './tokens.ts';
import type { Token } from './tokens.ts';

const keywords = [
  'targetScope',
  'metadata',
  'using',
  'import',
  'extension',
  'param',
  'var',
  'type',
  'func',
  'resource',
  'module',
  'output',
] as const;

export type Keyword = (typeof keywords)[number];

export interface Declaration {
  readonly keyword: Keyword;
  /** Empty where there is none, as of an import. */
  readonly name: string;
  /** What follows the name, without comments. */
  readonly text: string;
  /** Of `@description('…')`; null without one. */
  readonly description: string | null;
  /** The names of all. */
  readonly decorators: readonly string[];
  /** At the beginning of what follows the name. */
  readonly reader: () => Reader;
}

export interface BicepFile {
  readonly path: string;
  /** Without comments. */
  readonly text: string;
  readonly declarations: readonly Declaration[];
}

/** All of `infra/`, by path from the root. */
export const bicepPaths: readonly string[] = [
  ...filesBelow('infra', '.bicep'),
  ...filesBelow('infra', '.bicepparam'),
].sort();

interface Decorator {
  readonly name: string;
  readonly description: string | null;
}

export const readBicep = (path: string): BicepFile => parseBicep(read(path), path);

export function parseBicep(source: string, path: string): BicepFile {
  const { tokens, text } = tokensOf(source, path);
  const declarations: Declaration[] = [];
  let decorators: Decorator[] = [];
  for (const statement of statementsOf(tokens, text, path)) {
    if (statement[0]?.text === '@') decorators.push(decoratorOf(statement, text, path));
    else {
      declarations.push(declarationOf(statement, text, path, decorators));
      decorators = [];
    }
  }
  if (decorators.length > 0) throw new Error(`${path}: the last decorator decorates nothing`);
  if (declarations.length === 0) throw new Error(`${path} declares nothing`);
  return { path, text, declarations };
}

const isAtMargin = ({ depth, start, text: token }: Token, text: string): boolean =>
  depth === 0 && !')]}'.includes(token) && (start === 0 || text[start - 1] === '\n');

/** A statement begins at the beginning of a line; the lines after it that belong to it do not. */
function statementsOf(tokens: readonly Token[], text: string, path: string): readonly (readonly Token[])[] {
  const statements: Token[][] = [];
  for (const token of tokens) {
    if (isAtMargin(token, text)) statements.push([token]);
    else {
      const current = statements.at(-1);
      const isOfDecorator = current?.[0]?.text === '@' && token.startsLine && token.depth === 0;
      if (current === undefined || (isOfDecorator && !')]}'.includes(token.text)))
        throw new Error(`${path}: ${token.text} belongs to no declaration`);
      current.push(token);
    }
  }
  return statements;
}

function decoratorOf(statement: readonly Token[], text: string, path: string): Decorator {
  const reader = new Reader(statement, text, path);
  reader.take('@');
  const first = reader.word();
  const name = reader.takes('.') ? reader.word() : first;
  if (name !== 'description') return { name, description: null };
  reader.take('(');
  const description = reader.literal();
  reader.take(')');
  reader.end();
  return { name, description };
}

function declarationOf(
  [first, second, ...more]: readonly Token[],
  text: string,
  path: string,
  decorators: readonly Decorator[],
): Declaration {
  const keyword = keywords.find((each) => each === first?.text);
  if (first === undefined || keyword === undefined)
    throw new Error(`${path}: this is no declaration that can be read: ${first?.text ?? ''}`);
  const name = second?.kind === 'word' ? second.text : '';
  const rest = name === '' && second !== undefined ? [second, ...more] : more;
  return {
    keyword,
    name,
    text: text.slice(rest[0]?.start ?? first.end, rest.at(-1)?.end ?? first.end),
    description: decorators.find((each) => each.name === 'description')?.description ?? null,
    decorators: decorators.map((each) => each.name),
    reader: () => new Reader(rest, text, `${path}, ${keyword} ${name}`),
  };
}

/** The one of that kind and name. */
export function declared(file: BicepFile, keyword: Keyword, name: string): Declaration {
  const found = file.declarations.find((each) => each.keyword === keyword && each.name === name);
  if (found === undefined) throw new Error(`${file.path} has no ${keyword} ${name}`);
  return found;
}

export const declaredAll = (file: BicepFile, keyword: Keyword): readonly Declaration[] =>
  file.declarations.filter((each) => each.keyword === keyword);

/** What a declaration says after `=`, as it is written; null where it has no such thing. */
export function valueOf({ reader }: Declaration): string | null {
  const reading = reader();
  if (!reading.skipTo('=')) return null;
  reading.take('=');
  return reading.rest();
}

/** The members of an object that is written out, `{ name: value … }`, each value as its text. */
export function membersOf(text: string): ReadonlyMap<string, string> {
  const object = parseExpression(text);
  if (object.kind !== 'object') throw new Error(`not written out between { and }: ${text}`);
  const members = new Map<string, string>();
  for (const member of object.members) {
    if (member.kind === 'spread') throw new Error(`not all members are written out: ${text}`);
    const name = nameOf(member);
    if (members.has(name)) throw new Error(`twice in one object: ${name}`);
    members.set(name, member.written);
  }
  return members;
}

function nameOf({ name }: Member): string {
  const value = name.kind === 'literal' ? name.value : name.kind === 'text' ? name.pieces[0] : null;
  if (typeof value !== 'string' || (name.kind === 'text' && name.pieces.length > 1))
    throw new Error(`no member whose name is written out: ${JSON.stringify(name)}`);
  return value;
}

/** The items of a list that is written out, each as its text. */
export function itemsOf(text: string): readonly string[] {
  const list = parseExpression(text);
  if (list.kind !== 'list') throw new Error(`not written out between [ and ]: ${text}`);
  return list.items.map((item) => {
    if (item.kind === 'spread') throw new Error(`not all items are written out: ${text}`);
    return item.written;
  });
}

/** The value of a literal text; throws for one with values in it, and for anything else. */
export function literal(text: string): string {
  const reader = new Reader(tokensOf(text, 'a text').tokens, text, 'a text');
  const value = reader.literal();
  reader.end();
  return value;
}

/** The member of an object within objects: `at(text, 'properties', 'policy')`. */
export function at(text: string, ...path: readonly string[]): string {
  return path.reduce((inner, name) => {
    const member = membersOf(inner).get(name);
    if (member === undefined) throw new Error(`no member ${name} in ${inner}`);
    return member;
  }, text);
}

/** The object that one resource or module is made of, whatever condition it has. */
export function bodyOf({ keyword, name, reader }: Declaration): string {
  const reading = reader();
  if (!reading.skipTo('=')) throw new Error(`${keyword} ${name} is made of nothing`);
  reading.take('=');
  if (reading.takes('if')) {
    reading.skipTo(')');
    reading.take(')');
  }
  const { value, written } = reading.written();
  reading.end();
  if (value.kind !== 'object') throw new Error(`no body of ${keyword} ${name} could be read`);
  return written;
}

/** The file of a module, from the root. */
export const moduleFile = (folder: string, declaration: Declaration): string =>
  join(folder, declaration.reader().literal()).replaceAll('\\', '/');
