/** Expressions of Bicep as trees. */

/** The kinds of expressions, each with what it has. */
export interface Shapes {
  readonly literal: { readonly value: string | number | boolean | null };
  readonly text: { readonly pieces: readonly (string | Expression)[] };
  readonly name: { readonly name: string };
  readonly object: { readonly members: readonly (Member | Spread)[] };
  readonly list: { readonly items: readonly (Item | Spread)[] };
  readonly loop: { readonly names: readonly string[]; readonly over: Expression; readonly body: Expression };
  readonly where: { readonly condition: Expression; readonly body: Expression };
  readonly lambda: { readonly names: readonly string[]; readonly body: Expression };
  readonly call: { readonly name: string; readonly inputs: readonly Expression[] };
  readonly member: { readonly of: Expression; readonly name: Expression; readonly isOptional: boolean };
  readonly not: { readonly value: Expression };
  readonly negative: { readonly value: Expression };
  readonly binary: { readonly operator: string; readonly left: Expression; readonly right: Expression };
  readonly choice: { readonly condition: Expression; readonly yes: Expression; readonly no: Expression };
}

export type Expression<Kind extends keyof Shapes = keyof Shapes> = {
  [Each in Kind]: { readonly kind: Each } & Shapes[Each];
}[Kind];

export interface Spread {
  readonly kind: 'spread';
  readonly value: Expression;
}

export interface Member {
  readonly kind: 'member';
  readonly name: Expression;
  readonly value: Expression;
  /** The value as it is written. */
  readonly written: string;
}

export interface Item {
  readonly kind: 'item';
  readonly value: Expression;
  readonly written: string;
}
