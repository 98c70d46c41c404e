/** Reads expressions of Bicep. */
import type { Expression, Item, Member, Spread } from './syntax-tree.ts';
import { tokensOf } from './tokens.ts';
import type { Piece, Token } from './tokens.ts';

/** The weakest first. */
const operators: readonly (readonly string[])[] = [
  ['??'],
  ['||'],
  ['&&'],
  ['==', '!=', '=~', '!~'],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];

const constants: ReadonlyMap<string, boolean | null> = new Map([
  ['null', null],
  ['true', true],
  ['false', false],
]);

/** Reads tokens one after the other. */
export class Reader {
  readonly #tokens: readonly Token[];
  /** What the tokens were read from. */
  readonly #source: string;
  readonly #where: string;
  #at = 0;

  constructor(tokens: readonly Token[], source: string, where: string) {
    this.#tokens = tokens;
    this.#source = source;
    this.#where = where;
  }

  get next(): Token | undefined {
    return this.#tokens[this.#at];
  }

  refuse(expected: string): never {
    const near = this.#tokens.slice(Math.max(0, this.#at - 8), this.#at + 1).map(({ text }) => text);
    throw new Error(`${this.#where}: expected ${expected} at the end of "${near.join(' ')}"`);
  }

  take(expected: string): void {
    if (!this.takes(expected)) this.refuse(expected);
  }

  takes(text: string): boolean {
    if (this.next?.text !== text) return false;
    this.#at += 1;
    return true;
  }

  word(): string {
    const token = this.next;
    if (token?.kind !== 'word') return this.refuse('a name');
    this.#at += 1;
    return token.text;
  }

  /** A text in which nothing is worked out. */
  literal(): string {
    const [value, ...more] = this.next?.pieces ?? [];
    if (typeof value !== 'string' || more.length > 0) return this.refuse('a text without values');
    this.#at += 1;
    return value;
  }

  /** Passes tokens up to one that stands as deep as this one; says whether it is there. */
  skipTo(text: string): boolean {
    const depth = this.next?.depth ?? 0;
    while (this.next !== undefined && !(this.next.text === text && this.next.depth === depth)) this.#at += 1;
    return this.next !== undefined;
  }

  /** What is left, as it is written. */
  rest(): string {
    return this.#source.slice(this.next?.start, this.#tokens.at(-1)?.end);
  }

  end(): void {
    if (this.next !== undefined) this.refuse('the end');
  }

  expression(): Expression {
    const condition = this.#binary(0);
    if (!this.takes('?')) return condition;
    const yes = this.expression();
    this.take(':');
    return { kind: 'choice', condition, yes, no: this.expression() };
  }

  written(read = (): Expression => this.expression()): Pick<Item, 'value' | 'written'> {
    const start = this.next?.start;
    const value = read();
    return { value, written: this.#source.slice(start, this.#tokens[this.#at - 1]?.end) };
  }

  /** What a resource or module is made of: a body, one under a condition, or one for each of a list. */
  made(): Expression {
    if (!this.takes('if')) return this.expression();
    this.take('(');
    const condition = this.expression();
    this.take(')');
    return { kind: 'where', condition, body: this.expression() };
  }

  /** Names between brackets, with whatever types follow them. */
  names(): readonly string[] {
    return this.#entries('(', ')', () => {
      const depth = this.next?.depth ?? 0;
      const name = this.word();
      while (this.next !== undefined && this.next.depth >= depth && this.next.text !== ',') this.#at += 1;
      return name;
    });
  }

  /** What an import takes from its file, and under which names. */
  imports(): readonly { readonly name: string; readonly as: string }[] {
    const names = this.#entries('{', '}', () => {
      const name = this.word();
      return { name, as: this.takes('as') ? this.word() : name };
    });
    this.take('from');
    return names;
  }

  #binary(level: number): Expression {
    const mine = operators[level];
    if (mine === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const operator = mine.find((each) => this.next?.text === each && !this.#startsValue());
      if (operator === undefined) return left;
      this.take(operator);
      left = { kind: 'binary', operator, left, right: this.#binary(level + 1) };
    }
  }

  /** Whether a new item begins here, rather than the one before goes on. */
  #startsValue(): boolean {
    return this.next?.startsLine === true && ['-', '!', '[', '('].includes(this.next.text);
  }

  #unary(): Expression {
    if (this.takes('!')) return { kind: 'not', value: this.#unary() };
    if (this.takes('-')) return { kind: 'negative', value: this.#unary() };
    let value = this.#primary();
    for (;;) {
      if (this.#startsValue()) return value;
      if (this.takes('.') || this.takes('::') || this.next?.text === '.?') {
        const isOptional = this.takes('.?');
        value = { kind: 'member', of: value, name: { kind: 'literal', value: this.word() }, isOptional };
      } else if (this.takes('[')) {
        const isOptional = this.takes('?');
        value = { kind: 'member', of: value, name: this.expression(), isOptional };
        this.take(']');
      } else if (!this.takes('!')) return value;
    }
  }

  #primary(): Expression {
    const token = this.next;
    if (token === undefined) return this.refuse('a value');
    if (this.#isLambda()) return this.#lambda();
    if (token.text === '{') return { kind: 'object', members: this.#entries('{', '}', () => this.#member()) };
    if (token.text === '[') return this.#listOrLoop();
    if (this.takes('(')) {
      const value = this.expression();
      this.take(')');
      return value;
    }
    if (token.kind === 'mark') return this.refuse('a value');
    this.#at += 1;
    if (token.kind === 'text') return this.#text(token.pieces);
    if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) };
    const constant = constants.get(token.text);
    if (constant !== undefined) return { kind: 'literal', value: constant };
    if (this.next?.text !== '(' || this.next.startsLine) return { kind: 'name', name: token.text };
    return { kind: 'call', name: token.text, inputs: this.#entries('(', ')', () => this.expression()) };
  }

  #text(pieces: readonly Piece[]): Expression {
    const read = pieces.map((piece) => {
      if (typeof piece === 'string') return piece;
      const reader = new Reader(piece, this.#source, this.#where);
      const value = reader.expression();
      reader.end();
      return value;
    });
    return { kind: 'text', pieces: read };
  }

  #isLambda(): boolean {
    const from = this.#at;
    if (this.next?.kind === 'word') return this.#tokens[from + 1]?.text === '=>';
    if (this.next?.text !== '(') return false;
    const { depth } = this.next;
    const closes = this.#tokens.findIndex(
      (token, at) => at > from && token.text === ')' && token.depth === depth,
    );
    return this.#tokens[closes + 1]?.text === '=>';
  }

  #lambda(): Expression {
    const names = this.next?.text === '(' ? this.names() : [this.word()];
    this.take('=>');
    return { kind: 'lambda', names, body: this.expression() };
  }

  #listOrLoop(): Expression {
    if (this.#tokens[this.#at + 1]?.text !== 'for')
      return { kind: 'list', items: this.#entries('[', ']', () => this.#item()) };
    this.take('[');
    this.take('for');
    const names = this.next?.text === '(' ? this.names() : [this.word()];
    this.take('in');
    const over = this.expression();
    this.take(':');
    const body = this.made();
    this.take(']');
    return { kind: 'loop', names, over, body };
  }

  /** What stands between brackets: a comma or a new line is between one and the next. */
  #entries<Entry>(opening: string, closing: string, entry: () => Entry): readonly Entry[] {
    const entries: Entry[] = [];
    this.take(opening);
    while (!this.takes(closing)) {
      entries.push(entry());
      if (!this.takes(',') && this.next?.text !== closing && this.next?.startsLine !== true)
        this.refuse(`a comma, a new line or ${closing}`);
    }
    return entries;
  }

  #member(): Member | Spread {
    if (this.takes('...')) return { kind: 'spread', value: this.expression() };
    const token = this.next;
    let name: Expression;
    if (token?.kind === 'text') {
      this.#at += 1;
      name = this.#text(token.pieces);
    } else name = { kind: 'literal', value: this.word() };
    if (token?.text === 'resource' && this.next?.kind === 'word') return this.#inner();
    this.take(':');
    return { kind: 'member', name, ...this.written() };
  }

  /** A resource within another is a member of it, by its symbol. */
  #inner(): Member {
    const name = this.word();
    this.literal();
    this.takes('existing');
    this.take('=');
    return { kind: 'member', name: { kind: 'literal', value: name }, ...this.written(() => this.made()) };
  }

  #item(): Item | Spread {
    if (this.takes('...')) return { kind: 'spread', value: this.expression() };
    return { kind: 'item', ...this.written() };
  }
}

/** The expression that a text is. */
export function parseExpression(text: string, where = 'an expression'): Expression {
  const { tokens, text: source } = tokensOf(text, where);
  const reader = new Reader(tokens, source, where);
  const expression = reader.expression();
  reader.end();
  return expression;
}
