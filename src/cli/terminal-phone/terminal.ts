/** What a phone reads keys from and draws itself on: standard input and output, or what a test gives. */
export interface Terminal {
  readonly input: TerminalInput;
  readonly output: TerminalOutput;
}

type TerminalInput = NodeJS.ReadableStream & {
  readonly isTTY?: boolean;
  setRawMode?(raw: boolean): unknown;
};

type TerminalOutput = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};
