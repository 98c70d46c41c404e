import type { CallEvent } from '../call/index.ts';
import { compileFlow } from '../flow/index.ts';
import type { BoundFlow } from '../flow/index.ts';
import type { Scenario } from '../scenario/index.ts';
import { callFacts } from './call-facts.ts';
import { Observer } from './observer.ts';
import { RehearsedCall } from './rehearsed-call.ts';
import type { Watch } from './rehearsed-call.ts';
import { judgeRun } from './result.ts';
import type { ScenarioResult } from './result.ts';
import { Script } from './script.ts';
import type { StepSource } from './script.ts';
import { SilenceMeter } from './silence.ts';

/** More than any call takes: one that does not come to an end is a finding, and not a hang. */
const mostEvents = 200_000;

/** Somebody who looks on while a scenario runs. */
export interface Onlooker {
  /** Sees each step of the interpreter before the caller knows of it. */
  readonly see: Watch;
  /** Where the steps come from, if not from the scenario. */
  readonly steps?: StepSource;
}

const nobody: Onlooker = { see: () => undefined };

/** Runs a scenario on the interpreter alone. `bound` is the flow that it names, bound to its settings. */
export function rehearse(
  bound: BoundFlow,
  scenario: Scenario,
  { see, steps = scenario.steps }: Onlooker = nobody,
): ScenarioResult {
  const flow = compileFlow(bound);
  const facts = callFacts(flow, scenario);
  const silence = new SilenceMeter(flow);
  const heard: CallEvent[] = [];
  const call: RehearsedCall = new RehearsedCall({
    flow,
    call: facts,
    world: scenario,
    watch: (taken, event) => {
      if (event !== null) heard.push(event);
      if (event?.kind === 'tone') silence.key(call.now);
      silence.observe(taken.state, call.now);
      see(taken, event);
      observer.observe(taken);
    },
  });
  const observer = new Observer(flow, call.captions, {
    now: call.line.now,
    schedule: call.line.schedule,
    told: (beginnings) => script.take(beginnings),
  });
  const script: Script = new Script(steps, call.line, observer);
  script.start();
  const begun = call.begin();
  for (let events = 0; events < mostEvents && !call.isOver && call.runNext(); events += 1);
  script.end();
  return judgeRun(scenario, {
    flow,
    call: facts,
    state: call.state ?? begun,
    transcript: call.transcript,
    script,
    longestSilence: silence.longest,
    events: heard,
    logs: [],
  });
}
