/**
 * Reads as much Bicep as the templates of infra/watching are written in, and works out what they deploy: so tests look
 * at the alert rules and the workbook themselves, and not at their text. Types are skipped: the compiler's gate, and not
 * this, says whether a template is right. What it does not know, it refuses.
 */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

type Scope = Readonly<Record<string, unknown>>;
type Expression = (scope: Scope) => unknown;
type Members = Record<string, unknown>;

interface Token {
  readonly text: string;
  /** Whether a line ends before it. */
  readonly startsLine: boolean;
}

const tokenPattern =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|\$\{[^}]*\}|[^'\\])*'|\d+|[A-Za-z_]\w*|=>|\.\?|\?\?|==|&&|\S/g;

function tokensOf(text: string): readonly Token[] {
  let end = 0;
  const tokens: Token[] = [];
  for (const match of text.matchAll(tokenPattern)) {
    const startsLine = text.slice(end, match.index).includes('\n');
    if (/^\/[/*]/.test(match[0])) continue;
    tokens.push({ text: match[0], startsLine });
    end = match.index + match[0].length;
  }
  return tokens;
}

const members = (value: unknown): Members => {
  if (typeof value !== 'object' || value === null) throw new Error(`No object: ${String(value)}`);
  return value as Members;
};

/** What is known outside is known inside too. */
const within = (scope: Scope, names: Members): Scope => Object.assign(Object.create(scope) as Members, names);

const functions: Readonly<Record<string, (...values: never[]) => unknown>> = {
  concat: (...lists: unknown[][]) => lists.flat(),
  empty: (value: string | unknown[] | Members) => Object.keys(value).length === 0,
  guid: (...parts: string[]) => `guid of ${parts.join(' ')}`,
  replace: (text: string, from: string, to: string) => text.replaceAll(from, to),
  string: (value: unknown) => JSON.stringify(value),
  take: (text: string, length: number) => text.slice(0, length),
  union: (...objects: Members[]) => Object.assign({}, ...objects) as unknown,
};

/** One that reads expressions from tokens, from `at` on. */
class Reader {
  #at = 0;
  readonly #tokens: readonly Token[];
  readonly #file: string;

  constructor(text: string, file: string) {
    this.#tokens = tokensOf(text);
    this.#file = file;
  }

  get next(): Token | undefined {
    return this.#tokens[this.#at];
  }

  take(expected?: string): string {
    const text = this.next?.text;
    if (text === undefined || (expected !== undefined && text !== expected)) {
      const near = this.#tokens.slice(this.#at - 8, this.#at + 1).map((token) => token.text);
      throw new Error(`${this.#file}: expected ${expected ?? 'more'} at ${near.join(' ')}`);
    }
    this.#at += 1;
    return text;
  }

  takes(text: string): boolean {
    if (this.next?.text !== text) return false;
    this.#at += 1;
    return true;
  }

  /** Skips until a token that begins a line and is a word of a declaration, or a decorator. */
  skipDeclaration(): void {
    const words = /^(?:@|metadata|import|param|var|type|func|resource|module|output)$/;
    do this.#at += 1;
    while (this.next !== undefined && !(this.next.startsLine && words.test(this.next.text)));
  }

  expression(): Expression {
    const first = this.#product();
    if (this.takes('??')) {
      const other = this.expression();
      return (scope) => first(scope) ?? other(scope);
    }
    if (this.takes('?')) {
      const yes = this.expression();
      this.take(':');
      const no = this.expression();
      return (scope) => (first(scope) === true ? yes(scope) : no(scope));
    }
    return first;
  }

  #product(): Expression {
    const first = this.#path();
    if (!this.takes('*')) return first;
    const second = this.#path();
    return (scope) => Number(first(scope)) * Number(second(scope));
  }

  #path(): Expression {
    let value = this.#primary();
    for (;;) {
      const from = value;
      if (this.takes('.') || this.takes('.?')) {
        const name = this.take();
        value = (scope) => members(from(scope))[name];
      } else return value;
    }
  }

  #primary(): Expression {
    const token = this.take();
    if (token === '!') {
      const value = this.#path();
      return (scope) => value(scope) !== true;
    }
    if (token === '(') {
      const value = this.expression();
      this.take(')');
      return value;
    }
    if (token === '{') return this.#object();
    if (token === '[') return this.next?.text === 'for' ? this.#loop() : this.#array();
    if (token.startsWith("'")) return this.#text(token);
    if (/^\d/.test(token)) return () => Number(token);
    if (token === 'null' || token === 'true' || token === 'false') return () => JSON.parse(token) as unknown;
    if (this.next?.text === '(' && !this.next.startsLine) return this.#call(token);
    return (scope) => {
      if (!(token in scope)) throw new Error(`${this.#file}: ${token} is not known`);
      return scope[token];
    };
  }

  #text(token: string): Expression {
    const pieces = token.slice(1, -1).split(/\$\{([^}]*)\}/);
    const values = pieces.map((piece, index): Expression => {
      if (index % 2 === 1) return new Reader(piece, this.#file).expression();
      const plain = piece.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
      return () => plain;
    });
    return (scope) => values.map((value) => String(value(scope))).join('');
  }

  #object(): Expression {
    const entries: (readonly [Expression, Expression])[] = [];
    while (!this.takes('}')) {
      if (this.takes(',')) continue;
      const key = this.take();
      const name = key.startsWith("'") ? this.#text(key) : () => key;
      this.take(':');
      entries.push([name, this.expression()]);
    }
    return (scope) => Object.fromEntries(entries.map(([name, value]) => [String(name(scope)), value(scope)]));
  }

  #array(): Expression {
    const items: Expression[] = [];
    while (!this.takes(']')) if (!this.takes(',')) items.push(this.expression());
    return (scope) => items.map((item) => item(scope));
  }

  #loop(): Expression {
    this.take('for');
    const names = this.takes('(')
      ? [this.take(), this.take(',') && this.take(), this.take(')')]
      : [this.take()];
    this.take('in');
    const list = this.expression();
    this.take(':');
    const body = this.expression();
    this.take(']');
    const [item = '', index = ''] = names;
    return (scope) =>
      (list(scope) as unknown[]).map((value, at) => body(within(scope, { [item]: value, [index]: at })));
  }

  #call(name: string): Expression {
    this.take('(');
    const values: Expression[] = [];
    while (!this.takes(')')) if (!this.takes(',')) values.push(this.expression());
    return (scope) => {
      const inputs = values.map((value) => value(scope));
      if (name === 'loadTextContent')
        return readFileSync(resolve(dirname(this.#file), String(inputs[0])), 'utf8');
      const called = scope[name] ?? functions[name];
      if (typeof called !== 'function') throw new Error(`${this.#file}: the function ${name} is not known`);
      return (called as (...given: unknown[]) => unknown)(...inputs);
    };
  }
}

/**
 * What a template declares as resources, by symbol: the body of each, of a loop all bodies, null where it is not made. Of a
 * module it is what that deploys.
 */
export function deployedBy(file: string, parameters: Scope): Readonly<Record<string, unknown>> {
  return readTemplate(file, parameters).resources;
}

function readTemplate(file: string, parameters: Scope): { scope: Members; resources: Members } {
  const reader = new Reader(readFileSync(file, 'utf8'), file);
  const scope: Members = { ...parameters };
  const resources: Members = {};
  const lazily = (name: string, value: Expression): void => {
    Object.defineProperty(scope, name, { get: () => value(scope), enumerable: false, configurable: true });
  };
  while (reader.next !== undefined) {
    const word = reader.next.text;
    if (word === 'var') {
      reader.take();
      const name = reader.take();
      reader.take('=');
      lazily(name, reader.expression());
    } else if (word === 'func') {
      reader.take();
      const { name, called } = functionOf(reader);
      scope[name] = (...inputs: unknown[]) => called(scope, inputs);
    } else if (word === 'param') {
      reader.take();
      const name = reader.take();
      reader.take();
      if (reader.takes('[')) reader.take(']');
      if (reader.takes('=')) {
        const standard = reader.expression();
        if (!(name in parameters)) lazily(name, standard);
      }
    } else if (word === 'import') {
      reader.take();
      const { names, from } = importOf(reader);
      const imported = readTemplate(resolve(dirname(file), from), {}).scope;
      for (const name of names) Object.defineProperty(scope, name, { get: () => imported[name] });
    } else if (word === 'module') {
      reader.take();
      const name = reader.take();
      const from = reader.take().slice(1, -1);
      reader.take('=');
      const isMade = reader.takes('if') ? reader.expression() : () => true;
      const body = reader.expression();
      Object.defineProperty(resources, name, {
        get: () =>
          isMade(scope) === true
            ? deployedBy(resolve(dirname(file), from), members(members(body(scope)).params))
            : null,
        enumerable: true,
      });
    } else if (word === 'resource') {
      reader.take();
      const name = reader.take();
      reader.take();
      reader.take('=');
      const isMade = reader.takes('if') ? reader.expression() : () => true;
      const body = reader.expression();
      scope[name] = { id: `id of ${name}` };
      Object.defineProperty(resources, name, {
        get: () => (isMade(scope) === true ? body(scope) : null),
        enumerable: true,
      });
    } else reader.skipDeclaration();
  }
  return { scope, resources };
}

function importOf(reader: Reader): { names: readonly string[]; from: string } {
  const names: string[] = [];
  reader.take('{');
  while (!reader.takes('}')) if (!reader.takes(',')) names.push(reader.take());
  reader.take('from');
  return { names, from: reader.take().slice(1, -1) };
}

function functionOf(reader: Reader): { name: string; called: (scope: Scope, inputs: unknown[]) => unknown } {
  const name = reader.take();
  reader.take('(');
  const names: string[] = [];
  while (!reader.takes(')')) {
    if (reader.takes(',')) continue;
    names.push(reader.take());
    reader.take();
    if (reader.takes('[')) reader.take(']');
  }
  reader.take();
  reader.take('=>');
  const body = reader.expression();
  return {
    name,
    called: (scope, inputs) => {
      const given = Object.fromEntries(names.map((each, index) => [each, inputs[index]]));
      return body(within(scope, given));
    },
  };
}
