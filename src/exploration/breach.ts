import type { CallFacts, CallEvent, Milliseconds, TranscriptEntry } from '../call/index.ts';
import type { CompiledFlow } from '../flow/index.ts';
import type { CallState, Step } from '../interpreter/index.ts';
import type { ScenarioResult } from '../rehearsal/index.ts';
import type { RunRule, Scenario } from '../scenario/index.ts';

/** What must hold for every flow did not hold for this one; each rule is a number of the list in `rules/index.ts`. */
export interface Breach {
  readonly rule: string;
  /** What happened, why probably, and what to do: a sentence each. */
  readonly what: string;
  readonly why: string;
  readonly next: string;
  /** What tells this breach from another one of the same rule: mostly the node. */
  readonly about: string;
  /** Ms of the virtual clock since the call was placed. */
  readonly at: number;
  /** What a scenario says so that it fails for it; undefined: the language of scenarios cannot say it. */
  readonly never?: RunRule;
}

/** A call that is run, as its rules know it. */
export interface RuleContext {
  readonly flow: CompiledFlow;
  readonly call: CallFacts;
  /** The longest silence that is allowed. */
  readonly silence: Milliseconds;
  readonly report: (breach: Omit<Breach, 'at'> & { readonly at?: number }) => void;
}

/** What became of it. */
export interface RunEnd {
  readonly state: CallState;
  readonly scenario: Scenario;
  readonly result: ScenarioResult;
  /** In the order in which its entries began. */
  readonly transcript: readonly TranscriptEntry[];
  /** Whether something went wrong that delays what a flow does. */
  readonly hadMisfortune: boolean;
}

/** Looks at one call. */
export interface Rule {
  /** Each step of the interpreter; `event` null: the call begins. */
  readonly see?: (taken: Step, event: CallEvent | null) => void;
  readonly end?: (end: RunEnd) => void;
}

export type RuleFor = (context: RuleContext) => Rule;
