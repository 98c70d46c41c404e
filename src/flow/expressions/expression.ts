/**
 * The syntax tree of an expression: plain JSON, read only. Offsets count UTF-16 code units of the source text.
 */

/** A stretch of the source text, `[start, end)`. */
export interface SourceRange {
  readonly start: number;
  readonly end: number;
}

export type BinaryOperator =
  '+' | '-' | '*' | '/' | '%' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | '&&' | '||';

export type ExpressionNode = SourceRange &
  (
    | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
    | { readonly kind: 'variable'; readonly name: string }
    | { readonly kind: 'list'; readonly items: readonly ExpressionNode[] }
    | { readonly kind: 'member'; readonly object: ExpressionNode; readonly name: string }
    | { readonly kind: 'index'; readonly object: ExpressionNode; readonly index: ExpressionNode }
    | { readonly kind: 'unary'; readonly operator: '-' | '!'; readonly operand: ExpressionNode }
    | {
        readonly kind: 'binary';
        readonly operator: BinaryOperator;
        readonly left: ExpressionNode;
        readonly right: ExpressionNode;
      }
    | {
        readonly kind: 'conditional';
        readonly condition: ExpressionNode;
        readonly then: ExpressionNode;
        readonly otherwise: ExpressionNode;
      }
    /** `x.f(y)` is `f(x, y)`: the receiver is the first argument. */
    | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly ExpressionNode[] }
  );

/** An expression that was parsed; it has not been type-checked by that. */
export interface Expression {
  readonly source: string;
  readonly root: ExpressionNode;
}

export const expressionProblemCodes = [
  'EXPRESSION-SYNTAX',
  'EXPRESSION-TOO-LARGE',
  'EXPRESSION-UNKNOWN-NAME',
  'EXPRESSION-UNKNOWN-MEMBER',
  'EXPRESSION-UNKNOWN-FUNCTION',
  'EXPRESSION-UNKNOWN-SCHEDULE',
  'EXPRESSION-WRONG-ARGUMENTS',
  'EXPRESSION-WRONG-TYPE',
  'EXPRESSION-LITERAL-NEEDED',
  'EXPRESSION-BAD-PATTERN',
] as const;

export type ExpressionProblemCode = (typeof expressionProblemCodes)[number];

/** Something wrong with an expression, at a stretch of the text that was parsed. */
export interface ExpressionProblem extends SourceRange {
  readonly code: ExpressionProblemCode;
  readonly message: string;
  /** What to write instead of the stretch. */
  readonly suggestion?: string;
}

export type Parsed<Value> =
  | ({ readonly kind: 'ok' } & Value)
  | { readonly kind: 'problems'; readonly problems: readonly ExpressionProblem[] };

/**
 * The bounds that make every expression end quickly (invariant X2). `nesting` counts brackets, arguments and
 * unary operators inside one another; `text` and `list` bound what an expression may compute, so that repeated
 * evaluation cannot double a value without end.
 */
export const expressionLimits = {
  /** Characters of the source. */
  length: 2_000,
  nesting: 32,
  /** Nodes of the syntax tree. */
  nodes: 500,
  /** UTF-16 code units of a text that an expression or a template makes. */
  text: 65_536,
  /** Weight of a list that an expression makes: a unit for each value, and its text. */
  list: 65_536,
  /** Weight of what the expressions of one JSON value make together. */
  json: 1_048_576,
  /** Lists and objects inside one another, in what is compared or written as text. */
  valueDepth: 100,
  /** Characters of a regular expression. */
  pattern: 1_000,
  /** Instructions of a compiled regular expression. */
  program: 2_500,
  /** Shares of `bucket`. */
  buckets: 1_000_000,
} as const;
