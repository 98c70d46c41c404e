/** What was typed: a character, or one of the keys that stand for no character. */
export type Keystroke = string;

/** An escape sequence of a terminal: an arrow key, a function key, a paste. They mean nothing here. */
// Built from its code, so that no control character stands in this file.
const escape = String.fromCharCode(27);
const sequences = new RegExp(`${escape}(?:\\[[0-9;?]*[ -/]*[@-~]|O.)`, 'g');

export const keystrokes = {
  interrupt: String.fromCharCode(3),
  endOfInput: String.fromCharCode(4),
  escape,
} as const;

const enter = new Set(['\r', '\n']);
const erase = new Set([String.fromCharCode(127), '\b']);

export const isEnter = (key: Keystroke): boolean => enter.has(key);
export const isErase = (key: Keystroke): boolean => erase.has(key);

/** Raw input, key by key. */
export const keystrokesOf = (text: string): readonly Keystroke[] =>
  Array.from(text.replaceAll(sequences, ''));
