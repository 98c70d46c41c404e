/** Colours of a terminal by what they say. What they say stands in words too. */
export interface Paint {
  readonly passed: (text: string) => string;
  readonly failed: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly strong: (text: string) => string;
}

const plain = (text: string): string => text;

const coloured =
  (on: number, off: number) =>
  (text: string): string =>
    `\u001b[${on}m${text}\u001b[${off}m`;

/** The colours of a terminal, or none. */
export const paintFor = (hasColours: boolean): Paint =>
  hasColours
    ? { passed: coloured(32, 39), failed: coloured(31, 39), quiet: coloured(2, 22), strong: coloured(1, 22) }
    : { passed: plain, failed: plain, quiet: plain, strong: plain };
