/** The door of the interpreter: the pure decision that every other part of the product stands on. */
export { recordOf } from './record-of.ts';
export type { CallState } from './call-state.ts';
export type { KeyFate } from './key-buffer.ts';
export { begin, isOver, nextDeadline, step, watchedStep } from './step.ts';
export type { Step } from './step.ts';
