import { inOrder } from '../call/index.ts';
import type { CallEvent, Milliseconds, TranscriptEntry } from '../call/index.ts';
import { compileFlow } from '../flow/index.ts';
import type { BoundFlow } from '../flow/index.ts';
import type { CallState, Step } from '../interpreter/index.ts';
import { callFacts, rehearse } from '../rehearsal/index.ts';
import type { ScenarioResult } from '../rehearsal/index.ts';
import type { Scenario } from '../scenario/index.ts';
import type { Breach, RuleContext, RuleFor } from './breach.ts';
import { hasMisfortune } from './caller/misfortune.ts';
import {
  alongEdges,
  attemptsKept,
  endsOnce,
  handlersRun,
  keysTraced,
  leftByWhatHappened,
  limitsKept,
  noDisclosure,
  noRoundsAlone,
  noSilence,
  nothingAfterEnd,
  oneSound,
  timersKept,
  typeAheadKept,
} from './rules/index.ts';

const ruleMakers: readonly RuleFor[] = [
  endsOnce,
  noRoundsAlone,
  noSilence,
  nothingAfterEnd,
  limitsKept,
  attemptsKept,
  noDisclosure,
  keysTraced,
  alongEdges,
  oneSound,
  timersKept,
  handlersRun,
  typeAheadKept,
  leftByWhatHappened,
];

/** A generated caller's call, judged. */
export interface Trial {
  readonly breaches: readonly Breach[];
  /** Null: the interpreter threw. */
  readonly result: ScenarioResult | null;
}

/** Runs a caller, and looks whether everything holds that must. */
export function tryCaller(bound: BoundFlow, caller: Scenario, silence: Milliseconds): Trial {
  const flow = compileFlow(bound);
  const call = callFacts(flow, caller);
  const breaches: Breach[] = [];
  const report: RuleContext['report'] = (breach) => breaches.push({ at: 0, ...breach });
  const rules = ruleMakers.map((make) => make({ flow, call, silence, report }));
  const transcript: TranscriptEntry[] = [];
  const last: { state: CallState | null } = { state: null };
  const see = (taken: Step, event: CallEvent | null): void => {
    last.state = taken.state;
    transcript.push(...taken.transcript);
    for (const rule of rules) rule.see?.(taken, event);
  };
  const scenario = { ...caller, never: [{ silenceOver: silence }] };
  const result = runOrFail(bound, scenario, see, last, report);
  if (result === null || last.state === null) return { breaches, result: null };
  const end = {
    state: last.state,
    scenario,
    result,
    transcript: inOrder(transcript),
    hadMisfortune: hasMisfortune(caller.steps),
  };
  for (const rule of rules) rule.end?.(end);
  return { breaches, result };
}

/** E6. */
function runOrFail(
  bound: BoundFlow,
  scenario: Scenario,
  see: (taken: Step, event: CallEvent | null) => void,
  last: { readonly state: CallState | null },
  report: RuleContext['report'],
): ScenarioResult | null {
  try {
    return rehearse(bound, scenario, { see });
  } catch (error) {
    const about = last.state?.position.node ?? '';
    report({
      rule: 'E6',
      what: `The interpreter threw in the node ${about}: ${error instanceof Error ? error.message : String(error)}`,
      why: 'Something happened that a node kind does not expect there.',
      next: 'This is a defect of the program: report it with this scenario.',
      about,
    });
    return null;
  }
}
