import { ownMember } from '../call/index.ts';
import type { CallEvent, CallFacts, TranscriptEntry } from '../call/index.ts';
import { bindFlow, compileFlow } from '../flow/index.ts';
import type { BoundFlow } from '../flow/index.ts';
import { isOver } from '../interpreter/index.ts';
import type { CallState } from '../interpreter/index.ts';
import type { WatchCall } from '../orchestration/index.ts';
import {
  callFacts,
  captionsOf,
  Faults,
  judgeRun,
  Observer,
  OtherSystems,
  Script,
  SilenceMeter,
} from '../rehearsal/index.ts';
import type { ScenarioResult } from '../rehearsal/index.ts';
import type { Scenario } from '../scenario/index.ts';
import { hostedLine } from './hosted-line.ts';
import { startWorld } from './hosted-world.ts';
import type { HostRecording } from './hosted-world.ts';
import type { HostedFlow } from './rehearse-hosted.ts';

/** More moments than any call has: one that does not come to an end is a finding, and not a hang. */
const mostMoments = 50_000;

/** What has been seen of a call so far. */
interface Seen {
  readonly state: CallState;
  readonly call: CallFacts;
}

/** A caller brings no variables: they are the defaults of a flow that is otherwise the same. */
function withVariables(bound: BoundFlow, { variables = {} }: Scenario): BoundFlow {
  const { document, clips, subflows } = bound;
  const declared = Object.entries(document.variables).map(([name, variable]) => {
    const value = ownMember(variables, name);
    return [name, value === undefined ? variable : { ...variable, default: value }] as const;
  });
  const changed = { ...document, variables: Object.fromEntries(declared) };
  return bindFlow(changed, new Map(Object.entries(clips)), subflows);
}

/** Runs a scenario in a world of its own, and closes it. */
export async function runScenario(
  { flow: original, media }: HostedFlow,
  scenario: Scenario,
  recording?: HostRecording,
): Promise<ScenarioResult> {
  const bound = withVariables(original, scenario);
  const flow = compileFlow(bound);
  const call = callFacts(flow, scenario);
  const faults = new Faults();
  const captions = captionsOf(flow);
  const silence = new SilenceMeter(flow);
  const transcript: TranscriptEntry[] = [];
  const heard: CallEvent[] = [];
  let seen: Seen | null = null;
  const watch: WatchCall = (taken, event, facts) => {
    seen = { state: taken.state, call: facts };
    transcript.push(...taken.transcript);
    if (event !== null) heard.push(event);
    if (event?.kind === 'tone') silence.key(line.now());
    silence.observe(taken.state, line.now());
    observer.observe(taken);
  };
  const world = await startWorld({
    call,
    flow: bound,
    media,
    faults,
    systems: (recordingLength) => new OtherSystems({ ...scenario, faults, captions, recordingLength }),
    watch,
    ...(recording === undefined ? {} : { recording }),
  });
  const line = hostedLine(world, faults);
  const observer = new Observer(flow, captions, {
    now: line.now,
    schedule: line.schedule,
    told: (beginnings) => script.take(beginnings),
  });
  const script: Script = new Script(scenario.steps, line, observer);
  try {
    world.place();
    script.start();
    const end = await follow(world.runNext, () => seen);
    script.end();
    return judgeRun(scenario, {
      flow,
      ...end,
      transcript,
      script,
      longestSilence: silence.longest,
      events: heard,
      logs: world.logs,
    });
  } finally {
    await world.close();
  }
}

/** Lets time pass until the call is over, or nothing will ever happen in it. */
async function follow(runNext: () => Promise<boolean>, seen: () => Seen | null): Promise<Seen> {
  for (let moments = 0; moments < mostMoments; moments += 1) {
    const last = seen();
    if (last !== null && isOver(last.state)) return last;
    if (!(await runNext())) break;
  }
  const last = seen();
  if (last === null) throw new Error('The call has not begun: its orchestration was not started.');
  return last;
}
