import type { CallRecord } from '../../src/call/index.ts';
import { compileFlow } from '../../src/flow/index.ts';
import type { BoundFlow } from '../../src/flow/index.ts';
import { recordOf } from '../../src/interpreter/index.ts';
import { testCall } from '../support/flows.ts';
import { PureCall, placedAt } from '../support/pure-call.ts';
import type { Scenario } from './scenarios.ts';

/** What Graph says of a transfer that fails; the simulator says the same. */
const verdicts = {
  busy: { code: 486, subcode: 8539 },
  noAnswer: { code: 480, subcode: 8541 },
  failed: { code: 500, subcode: 7000 },
} as const;

/** The scenario on the interpreter alone. */
export function runPure(bound: BoundFlow, scenario: Scenario): CallRecord {
  const flow = compileFlow(bound);
  const call: PureCall = new PureCall(flow, testCall(placedAt), {
    transfer: (attempt) => {
      const outcome = scenario.transfers?.[attempt - 1];
      return outcome === undefined ? 'transferred' : verdicts[outcome];
    },
    result: (command, attempt) => {
      if (command.kind === 'playPrompt') act(call, scenario, attempt);
      return null;
    },
  });
  call.run();
  return recordOf(flow, call.call, call.state, call.transcript);
}

function act(call: PureCall, { script }: Scenario, heard: number): void {
  const sounds = call.now - call.call.startedAt;
  for (const { wait, press, gap, hangUp } of script.filter((step) => step.heard === heard)) {
    if (press !== undefined) call.press(sounds + wait, press, gap);
    if (hangUp === true) call.hangUp(sounds + wait);
  }
}
