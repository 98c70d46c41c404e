import { expressionLimits } from './expression.ts';
import type { BinaryOperator, ExpressionNode, ExpressionProblem, SourceRange } from './expression.ts';
import { nextToken } from './lexer.ts';
import type { Token } from './lexer.ts';

/** Ends a parse; it does not leave this room. */
export class SyntaxProblem extends Error {
  readonly problem: ExpressionProblem;

  constructor(problem: ExpressionProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** CEL's binary operators from weak to strong; those of one row join from the left. */
const precedence: readonly ReadonlyMap<string, BinaryOperator>[] = [
  operators('||'),
  operators('&&'),
  operators('==', '!=', '<', '<=', '>', '>=', 'in'),
  operators('+', '-'),
  operators('*', '/', '%'),
];

function operators(...list: readonly BinaryOperator[]): ReadonlyMap<string, BinaryOperator> {
  return new Map(list.map((operator) => [operator, operator]));
}

/**
 * A recursive descent over CEL's grammar. Recursion is bounded by `nesting`, the size by `nodes`; chains of
 * operators, members and `? :` are loops or count as nodes only.
 */
export class Parser {
  readonly #text: string;
  #token: Token;
  #nodes = 0;
  #nesting = 0;

  constructor(text: string) {
    this.#text = text;
    this.#token = this.#read(0);
  }

  parse(): ExpressionNode {
    if (this.#isEnd()) throw this.#syntax('There is no expression here.', this.#token);
    const root = this.#expression();
    if (!this.#isEnd()) throw this.#unexpected('an operator or the end');
    return root;
  }

  /** `or ['?' or ':' expression]` */
  #expression(): ExpressionNode {
    const condition = this.#binary(0);
    if (!this.#take('?')) return condition;
    const then = this.#binary(0);
    if (!this.#take(':')) throw this.#unexpected('a colon (:) and what holds otherwise');
    const otherwise = this.#expression();
    const range = { start: condition.start, end: otherwise.end };
    return this.#node({ kind: 'conditional', condition, then, otherwise, ...range });
  }

  #binary(level: number): ExpressionNode {
    const row = precedence[level];
    if (row === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const operator = this.#operator(row);
      if (operator === undefined) return left;
      this.#advance();
      const right = this.#binary(level + 1);
      left = this.#node({ kind: 'binary', operator, left, right, start: left.start, end: right.end });
    }
  }

  #operator(row: ReadonlyMap<string, BinaryOperator>): BinaryOperator | undefined {
    const token = this.#token;
    return token.kind === 'mark' || token.kind === 'name' ? row.get(token.text) : undefined;
  }

  #unary(): ExpressionNode {
    const token = this.#token;
    if (token.kind !== 'mark' || (token.text !== '-' && token.text !== '!')) return this.#postfix();
    this.#advance();
    const operand = this.#nested(token, () => this.#unary());
    return this.#node({ kind: 'unary', operator: token.text, operand, start: token.start, end: operand.end });
  }

  /** A primary with its members, indices and method calls. */
  #postfix(): ExpressionNode {
    let node = this.#primary();
    for (;;) {
      if (this.#take('.')) node = this.#member(node);
      else if (this.#is('[')) node = this.#index(node);
      else return node;
    }
  }

  #member(object: ExpressionNode): ExpressionNode {
    const token = this.#token;
    if (token.kind !== 'name') throw this.#unexpected('the name of a member');
    this.#advance();
    const range = { start: object.start, end: token.end };
    if (!this.#is('(')) return this.#node({ kind: 'member', object, name: token.text, ...range });
    const { items, end } = this.#list(')');
    const all = [object, ...items];
    return this.#node({ kind: 'call', name: token.text, arguments: all, start: object.start, end });
  }

  #index(object: ExpressionNode): ExpressionNode {
    const open = this.#advance();
    const index = this.#nested(open, () => this.#expression());
    const { end } = this.#expect(']', open);
    return this.#node({ kind: 'index', object, index, start: object.start, end });
  }

  #primary(): ExpressionNode {
    const token = this.#token;
    const { start, end } = token;
    if (token.kind === 'number' || token.kind === 'string') {
      this.#advance();
      return this.#node({ kind: 'literal', value: token.value, start, end });
    }
    if (token.kind === 'name') return this.#named(token.text, token);
    if (token.text === '[') {
      const list = this.#list(']');
      return this.#node({ kind: 'list', items: list.items, start, end: list.end });
    }
    if (token.text !== '(') throw this.#unexpected('a value');
    this.#advance();
    const inner = this.#nested(token, () => this.#expression());
    this.#expect(')', token);
    return inner;
  }

  #named(name: string, { start, end }: SourceRange): ExpressionNode {
    if (name === 'in') throw this.#unexpected('a value');
    this.#advance();
    if (name === 'true' || name === 'false') {
      return this.#node({ kind: 'literal', value: name === 'true', start, end });
    }
    if (name === 'null') return this.#node({ kind: 'literal', value: null, start, end });
    if (!this.#is('(')) return this.#node({ kind: 'variable', name, start, end });
    const list = this.#list(')');
    return this.#node({ kind: 'call', name, arguments: list.items, start, end: list.end });
  }

  /** The items between the bracket at the current token and its `closer`; a last comma is allowed in lists. */
  #list(closer: ')' | ']'): { readonly items: readonly ExpressionNode[]; readonly end: number } {
    const open = this.#advance();
    const items: ExpressionNode[] = [];
    while (!this.#is(closer)) {
      items.push(this.#nested(open, () => this.#expression()));
      if (this.#is(closer) || !this.#take(',')) break;
      if (closer === ')' && this.#is(')')) throw this.#unexpected('another argument');
    }
    return { items, end: this.#expect(closer, open).end };
  }

  #nested(at: SourceRange, parse: () => ExpressionNode): ExpressionNode {
    this.#nesting += 1;
    if (this.#nesting > expressionLimits.nesting) {
      const message = `Brackets, arguments and signs are nested more than ${expressionLimits.nesting} deep here. Split the expression with a set node.`;
      throw new SyntaxProblem({ code: 'EXPRESSION-TOO-LARGE', message, start: at.start, end: at.end });
    }
    const node = parse();
    this.#nesting -= 1;
    return node;
  }

  #node(node: ExpressionNode): ExpressionNode {
    this.#nodes += 1;
    if (this.#nodes <= expressionLimits.nodes) return node;
    const message = `An expression has at most ${expressionLimits.nodes} parts. Split it with a set node.`;
    throw new SyntaxProblem({ code: 'EXPRESSION-TOO-LARGE', message, start: node.start, end: node.end });
  }

  #isEnd(): boolean {
    return this.#token.kind === 'end';
  }

  #is(mark: string): boolean {
    return this.#token.kind === 'mark' && this.#token.text === mark;
  }

  #take(mark: string): boolean {
    const found = this.#is(mark);
    if (found) this.#advance();
    return found;
  }

  #expect(mark: ')' | ']', open: SourceRange): SourceRange {
    if (this.#is(mark)) return this.#advance();
    if (!this.#isEnd()) throw this.#unexpected(`a comma or "${mark}"`);
    throw this.#syntax(`This bracket is never closed: a "${mark}" is missing.`, open);
  }

  /** Moves to the next token and gives the one that was current. */
  #advance(): Token {
    const token = this.#token;
    this.#token = this.#read(token.end);
    return token;
  }

  #read(offset: number): Token {
    const result = nextToken(this.#text, offset);
    if (result.kind === 'problem') throw new SyntaxProblem(result.problem);
    return result.token;
  }

  #unexpected(wanted: string): SyntaxProblem {
    const token = this.#token;
    if (token.kind === 'end') return this.#syntax(`The expression ends where ${wanted} is expected.`, token);
    const found = this.#text.slice(token.start, token.end);
    return this.#syntax(`${JSON.stringify(found)} stands where ${wanted} is expected.`, token);
  }

  #syntax(message: string, { start, end }: SourceRange): SyntaxProblem {
    return new SyntaxProblem({ code: 'EXPRESSION-SYNTAX', message, start, end });
  }
}
