/**
 * Reads as much of Bicep as the tests of the templates ask about: what a file declares, and the members of objects and
 * items of lists that are written out. It is no compiler. What it cannot read it does not pass over: it throws.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(__dirname, '..', '..', '..');

export interface Declaration {
  readonly keyword: string;
  readonly name: string;
  /** What follows the name, without comments. */
  readonly text: string;
  /** Of `@description('…')`; null without one. */
  readonly description: string | null;
  readonly decorators: readonly string[];
}

export interface BicepFile {
  readonly path: string;
  /** Without comments. */
  readonly text: string;
  readonly declarations: readonly Declaration[];
}

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
];

/** All of `infra/`, by path from the root. */
export const bicepPaths: readonly string[] = readdirSync(join(root, 'infra'), {
  recursive: true,
  encoding: 'utf8',
})
  .filter((name) => /\.bicep(param)?$/.test(name))
  .map((name) => `infra/${name.replaceAll('\\', '/')}`)
  .sort();

export function readBicep(path: string): BicepFile {
  const text = withoutComments(readFileSync(join(root, path), 'utf8'), path);
  return { path, text, declarations: declarationsOf(text, path) };
}

/** The one of that kind and name. */
export function declared(file: BicepFile, keyword: string, name: string): Declaration {
  const found = file.declarations.find((each) => each.keyword === keyword && each.name === name);
  if (found === undefined) throw new Error(`${file.path} has no ${keyword} ${name}`);
  return found;
}

export const declaredAll = (file: BicepFile, keyword: string): readonly Declaration[] =>
  file.declarations.filter((each) => each.keyword === keyword);

/** The members of an object that is written out, `{ name: value … }`, each value as its text. */
export function membersOf(text: string): ReadonlyMap<string, string> {
  const members = new Map<string, string>();
  for (const part of partsOf(text, '{', '}')) {
    const [, bare, quoted, value] = /^(?:([A-Za-z_]\w*)|'([^'$]*)')\s*:\s*([\s\S]*)$/.exec(part) ?? [];
    const name = bare ?? quoted;
    if (name === undefined || value === undefined) throw new Error(`no member of an object: ${part}`);
    if (members.has(name)) throw new Error(`twice in one object: ${name}`);
    members.set(name, value);
  }
  return members;
}

/** The items of a list that is written out, each as its text. */
export const itemsOf = (text: string): readonly string[] => partsOf(text, '[', ']');

/** The value of a literal text; throws for one with values in it, and for anything else. */
export function literal(text: string): string {
  const [, value] = /^'((?:[^'\\$]|\\.|\$(?!\{))*)'$/.exec(text.trim()) ?? [];
  if (value === undefined) throw new Error(`no literal text: ${text}`);
  return value.replace(/\\(.)/g, '$1');
}

/** The member of an object within objects: `at(text, 'properties', 'policy')`. */
export function at(text: string, ...path: readonly string[]): string {
  return path.reduce((inner, name) => {
    const member = membersOf(inner).get(name);
    if (member === undefined) throw new Error(`no member ${name} in ${inner}`);
    return member;
  }, text);
}

/** The object that a module is given, or a resource is made of: the last that is written in its declaration. */
export function bodyOf({ keyword, name, text }: Declaration): string {
  const [, body] = /=\s*(?:if\s*\([\s\S]*?\)\s*)?(\{[\s\S]*\})\s*$/.exec(text) ?? [];
  if (body === undefined) throw new Error(`no body of ${keyword} ${name} could be read`);
  return body;
}

interface Cursor {
  readonly index: number;
  readonly depth: number;
  readonly inText: boolean;
}

/** Each character with how deep in brackets it stands; texts and what is interpolated in them count as one. */
function* scan(text: string, where: string): Generator<Cursor> {
  const open: string[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const top = open.at(-1);
    const here = text[index] ?? '';
    const inText = top === "'" || top === "'''";
    const depth = open.length;
    if (inText) {
      yield { index, depth, inText: true };
      if (top === "'" && here === '\\') yield { index: (index += 1), depth, inText: true };
      else if (top === "'" && text.startsWith('${', index)) {
        open.push('${');
        yield { index: (index += 1), depth, inText: true };
      } else if (text.startsWith(top, index)) {
        open.pop();
        for (let more = top.length - 1; more > 0; more -= 1)
          yield { index: (index += 1), depth, inText: true };
      }
      continue;
    }
    if (here === "'") {
      const mark = text.startsWith("'''", index) ? "'''" : "'";
      yield { index, depth, inText: true };
      for (let more = mark.length - 1; more > 0; more -= 1)
        yield { index: (index += 1), depth, inText: true };
      open.push(mark);
      continue;
    }
    if ('})]'.includes(here)) {
      const opened = open.pop();
      const fits = { '}': ['{', '${'], ')': ['('], ']': ['['] }[here] ?? [];
      if (opened === undefined || !fits.includes(opened))
        throw new Error(
          `${where}: ${here} closes nothing, near ${text.slice(Math.max(0, index - 40), index)}`,
        );
      yield { index, depth: open.length, inText: open.at(-1) === "'" };
      continue;
    }
    yield { index, depth, inText: open.includes("'") };
    if ('{(['.includes(here)) open.push(here);
  }
  if (open.length > 0) throw new Error(`${where}: ${open.join(' ')} is not closed`);
}

function withoutComments(text: string, path: string): string {
  let kept = '';
  let from = 0;
  // Brackets in a comment need not close: comments go first, and only texts matter for where they begin.
  const token = /'''[\s\S]*?'''|'(?:\\.|[^'\\\n])*'|\/\/[^\n]*|^[ \t]*#[^\n]*|\/\*[\s\S]*?\*\//gm;
  for (const match of text.matchAll(token)) {
    if (match[0].startsWith("'")) continue;
    kept += text.slice(from, match.index);
    from = match.index + match[0].length;
  }
  kept += text.slice(from);
  if (kept.includes('/*')) throw new Error(`${path}: a comment does not end`);
  return kept;
}

function declarationsOf(text: string, path: string): readonly Declaration[] {
  const lines: string[] = [];
  let line = '';
  for (const { index, depth } of scan(text, path)) {
    if (text[index] === '\n' && depth === 0) {
      lines.push(line);
      line = '';
    } else line += text[index] ?? '';
  }
  lines.push(line);
  const declarations: Declaration[] = [];
  let decorators: string[] = [];
  for (const each of lines.filter((one) => one.trim() !== '')) {
    const [, keyword = ''] = /^([A-Za-z]+)\b/.exec(each) ?? [];
    if (each.startsWith('@')) decorators.push(each);
    else if (keywords.includes(keyword)) {
      declarations.push(declaration(keyword, each, decorators));
      decorators = [];
    } else if (/^\s/.test(each) && declarations.length > 0 && decorators.length === 0) {
      const last = declarations.pop();
      if (last !== undefined) declarations.push({ ...last, text: `${last.text}\n${each}` });
    } else throw new Error(`${path}: this is no declaration that can be read: ${each}`);
  }
  if (declarations.length === 0) throw new Error(`${path} declares nothing`);
  return declarations;
}

function declaration(keyword: string, line: string, decorators: readonly string[]): Declaration {
  const [, name = '', text = ''] = /^[A-Za-z]+\s+([A-Za-z_]\w*)?([\s\S]*)$/.exec(line) ?? [];
  const described = decorators.map((each) => /^@description\(('[\s\S]*')\)\s*$/.exec(each)?.[1]);
  const description = described.find((each) => each !== undefined);
  return {
    keyword,
    name,
    text,
    decorators,
    description: description === undefined ? null : literal(description),
  };
}

/** What stands between brackets, split where a comma or a new line ends a part; a line that goes on belongs to it. */
function partsOf(text: string, opening: string, closing: string): readonly string[] {
  const whole = text.trim();
  if (!whole.startsWith(opening) || !whole.endsWith(closing))
    throw new Error(`not written out between ${opening} and ${closing}: ${whole}`);
  const inner = whole.slice(1, -1);
  const parts: string[] = [];
  let part = '';
  for (const { index, depth, inText } of scan(inner, whole)) {
    const here = inner[index] ?? '';
    if (depth === 0 && !inText && (here === ',' || here === '\n')) {
      parts.push(part);
      part = '';
    } else part += here;
  }
  parts.push(part);
  const trimmed = parts.map((each) => each.trim()).filter((each) => each !== '');
  return trimmed.reduce<readonly string[]>((sum, each) => {
    const last = sum.at(-1);
    return /^[?:|]/.test(each) && last !== undefined
      ? [...sum.slice(0, -1), `${last}\n${each}`]
      : [...sum, each];
  }, []);
}
