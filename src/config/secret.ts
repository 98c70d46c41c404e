/** A text that must not be seen: it shows itself as dots wherever it is printed, logged or serialised. */
export interface Secret {
  readonly reveal: () => string;
  readonly toJSON: () => string;
  readonly toString: () => string;
}

const hidden = (): string => '•••';

export const secret = (text: string): Secret => ({ reveal: () => text, toJSON: hidden, toString: hidden });
