import type { CallRecord } from '../../src/call/index.ts';
import { compileFlow, totalLength } from '../../src/flow/index.ts';
import type { BoundFlow } from '../../src/flow/index.ts';
import { recordOf } from '../../src/interpreter/index.ts';
import { testCall } from '../support/flows.ts';
import { PureCall, placedAt } from '../support/pure-call.ts';
import type { CallNews, RecordingDone } from '../support/pure-call.ts';
import { beepTime } from './order-world.ts';
import type { Answers } from './order-world.ts';
import type { Scenario } from './scenarios.ts';

/** What Graph says of a transfer that fails; the simulator says the same. */
const verdicts = {
  busy: { code: 486, subcode: 8539 },
  noAnswer: { code: 480, subcode: 8541 },
  failed: { code: 500, subcode: 7000 },
} as const;

/** The scenario on the interpreter alone. */
export function runPure(bound: BoundFlow, scenario: Scenario, answers?: Answers): CallRecord {
  const flow = compileFlow(bound);
  let heard = 0;
  const facts = testCall(placedAt);
  const call: PureCall = new PureCall(flow, facts, {
    transfer: (attempt) => {
      const outcome = scenario.transfers?.[attempt - 1];
      if (outcome === undefined) return 'transferred';
      const consultative = scenario.called !== undefined && outcome === 'failed';
      return consultative ? { code: 500, subcode: 7700 } : verdicts[outcome];
    },
    called: () => fateOf(scenario),
    effect: (effect) => answers?.(effect) ?? null,
    record: ({ clips, initialSilence }) => recorded(scenario, heard, totalLength(clips) ?? 0, initialSilence),
    result: (command) => {
      // What the target of a transfer hears, the caller does not.
      if (command.graphCallId !== facts.graphCallId) return null;
      if (command.kind === 'playPrompt' || (command.kind === 'recordResponse' && command.clips.length > 0)) {
        heard += 1;
        act(call, scenario, heard);
      }
      return null;
    },
  });
  call.run();
  return recordOf(flow, facts, call.state, call.transcript);
}

/** What the target of a consultative transfer does; the simulator does the same. */
function fateOf({ called }: Scenario): readonly CallNews[] {
  const { outcome, afterMs = 300, hangUpAfterMs } = called ?? { outcome: 'answer' };
  switch (outcome) {
    case 'busy':
      return [{ after: afterMs, news: { kind: 'ended', result: verdicts.busy } }];
    case 'noAnswer':
      return [];
    case 'answer': {
      const answered: CallNews = { after: afterMs, news: { kind: 'answered' } };
      if (hangUpAfterMs === undefined) return [answered];
      const result = { code: 0, subcode: 4521 };
      return [answered, { after: afterMs + hangUpAfterMs, news: { kind: 'ended', result } }];
    }
  }
}

/** A recording ended by a key of the script, or by silence: nobody speaks here. */
function recorded(
  { script }: Scenario,
  heard: number,
  prompt: number,
  initialSilence: number,
): RecordingDone {
  const key = script.find((step) => step.heard === heard && step.press === '#');
  if (key === undefined) {
    const after = prompt + beepTime + initialSilence;
    return { after, result: { code: 400, subcode: 8510 }, recording: null };
  }
  const recording = { location: 'https://media.example.org/r', accessToken: 'token' };
  return { after: key.wait, result: { code: 200, subcode: 8514 }, recording };
}

function act(call: PureCall, { script }: Scenario, heard: number): void {
  const sounds = call.now - call.call.startedAt;
  for (const { wait, press, gap, hangUp } of script.filter((step) => step.heard === heard)) {
    if (press !== undefined) call.press(sounds + wait, press, gap);
    if (hangUp === true) call.hangUp(sounds + wait);
  }
}
