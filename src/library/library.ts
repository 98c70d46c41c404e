import type { BoundFlow, Problem, RoutedCall } from '../flow/index.ts';
import type { MediaCatalogue } from '../media/index.ts';

/** The flows and routes of a folder, ready for calls. */
export interface Library {
  /**
   * The flow that an incoming call gets. Always one: a call that is turned away, or whose flow did not load,
   * gets a built-in flow that rejects it, so that it runs and is recorded like any other.
   */
  readonly flowFor: (call: RoutedCall) => BoundFlow;
  /** The flows that loaded, by id. */
  readonly flows: ReadonlyMap<string, BoundFlow>;
  /** The audio of all flows. */
  readonly media: MediaCatalogue;
  /** What is wrong with files that did not load, and warnings of those that did. */
  readonly problems: readonly FileProblem[];
}

export interface FileProblem extends Problem {
  /** The problem in full, with an excerpt of the file: several lines. */
  readonly rendered: string;
}

/** What is done with a text that nobody has spoken yet. */
export type UnspokenText =
  /** A provider speaks it when it is played. */
  | 'render'
  /** A quiet tone of the estimated length stands in. */
  | 'standIn'
  /** Its play fails on the call; a warning says so. */
  | 'playFails'
  /** The flow does not load: on a deployed app callers would hear nothing. */
  | 'refuse';
