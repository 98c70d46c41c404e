/** Calls at the shipped front desk, bound as the CLI binds it, and their records. */
import { join, resolve } from 'node:path';
import type { CallRecord } from '../../src/call/index.ts';
import { compileFlow } from '../../src/flow/index.ts';
import type { CompiledFlow } from '../../src/flow/index.ts';
import { boundFlows } from '../../src/library/index.ts';
import { RecordedCall } from './recorded-call.ts';

export const flowsFolder = resolve(__dirname, '../../flows');

function frontDeskFlow(): CompiledFlow {
  const file = join(flowsFolder, 'front-desk.json');
  const [flow] = boundFlows(file, file, () => undefined).flows;
  if (flow === undefined) throw new Error('The shipped flow does not load.');
  return compileFlow(flow);
}

/** A priority account is keyed in while the menu sounds, and its desk takes the call. */
const priorityCall = (): RecordedCall =>
  new RecordedCall(frontDeskFlow()).press(3_000, '2').press(6_000, '912345#', 200).run();

export const priorityRecord = (): CallRecord => priorityCall().record();
