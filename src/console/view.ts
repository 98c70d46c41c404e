/**
 * What the console's API tells its page. The page is built for the browser and shares nothing else with the server.
 */

export interface FunctionView {
  readonly name: string;
  readonly trigger: string;
  /** The route with its prefix for an HTTP function, else null. */
  readonly route: string | null;
}

/** A number of `routes.json`, with the flows that a call to it may get; none where no route names it. */
export interface DialledNumber {
  readonly number: string;
  readonly flows: readonly string[];
}

/** What is running. */
export interface StatusView {
  readonly version: string;
  readonly services: readonly { readonly name: string; readonly url: string }[];
  readonly functions: readonly FunctionView[];
  /** The ids of the flows that take calls. */
  readonly flows: readonly string[];
  /** What is wrong with the flows, each in full; empty where all is well. */
  readonly problems: readonly string[];
  /** The numbers that can be dialled. */
  readonly numbers: readonly DialledNumber[];
  /** What the phone offers before the user types. */
  readonly suggestion: { readonly from: string; readonly to: string };
}

/** Something that happened in a call, in words. The same `index` again replaces what was said of it before. */
export interface TimelineEntry {
  readonly index: number;
  /** Milliseconds since the call was placed. */
  readonly at: number;
  readonly kind: 'state' | 'prompt' | 'key' | 'request' | 'note' | 'end';
  readonly tone: 'plain' | 'good' | 'bad';
  readonly text: string;
  readonly detail: string | null;
  /** Where the audio that sounds can be heard, on this origin. */
  readonly audio: string | null;
}

/** An event of the stream of one call. */
export interface CallUpdate {
  readonly state: string;
  readonly ended: boolean;
  readonly entry: TimelineEntry | null;
}

export interface ConsoleProblem {
  readonly error: { readonly code: string; readonly message: string };
}
