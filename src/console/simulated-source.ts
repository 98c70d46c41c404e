import type * as z from 'zod';
import { calledSchema, callerSchema, SimulatorError } from '../simulator/index.ts';
import type { Simulation } from '../simulator/index.ts';
import { ConsoleError } from './console-error.ts';
import type { ConsoleSource } from './console-source.ts';
import { describeEntry } from './describe-entry.ts';
import type { CaptionLookup } from './describe-entry.ts';
import type { StatusView } from './view.ts';

type SimulatedCall = Simulation['calls'][number];

export interface SimulatedSourceParts {
  readonly simulation: Simulation;
  /** Where the app is told of incoming calls. */
  readonly notifyUrl: string;
  readonly caption: CaptionLookup;
  readonly status: () => StatusView;
}

/** The console over a simulator in the same process. */
export function simulatedSource({
  simulation,
  notifyUrl,
  caption,
  status,
}: SimulatedSourceParts): ConsoleSource {
  const callOf = (id: string): SimulatedCall => {
    const call = simulation.find(id);
    if (call === null) throw new ConsoleError('CONSOLE-NOT-FOUND', 'There is no call with this id.');
    return call;
  };
  const liveCall = (id: string): SimulatedCall => {
    const call = callOf(id);
    if (call.ended) throw new ConsoleError('CONSOLE-CALL-REFUSED', 'The call is over.');
    return call;
  };
  return {
    status: () => Promise.resolve(status()),
    placeCall: (from, to) =>
      refusals(() => {
        const parties = { from: partyOf(callerSchema, from, 'From'), to: partyOf(calledSchema, to, 'To') };
        return simulation.placeCall({ ...parties, notify: notifyUrl }).id;
      }),
    pressKeys: (id, keys) => refusals(() => simulation.pressKeys(liveCall(id), keys)),
    hangUp: (id) => refusals(() => simulation.hangUp(liveCall(id))),
    watch: (id, onUpdate) => {
      const call = callOf(id);
      const tell = (entry: SimulatedCall['transcript']['entries'][number]): void =>
        onUpdate({ state: call.phase, ended: false, entry: describeEntry(entry, caption) });
      for (const entry of call.transcript.entries) tell(entry);
      const finish = (): void => onUpdate({ state: call.phase, ended: true, entry: null });
      if (call.ended) {
        finish();
        return { stop: () => undefined };
      }
      return simulation.listen((other, entry) => {
        if (other !== call) return;
        tell(entry);
        // What the call was doing is amended before its last state is written.
        if (entry.kind === 'state' && entry.state === 'terminated') finish();
      });
    },
  };
}

/** What was typed: a number or an id. */
function partyOf<Party>(schema: z.ZodType<Party>, typed: string, label: string): Party {
  const parsed = schema.safeParse(typed);
  if (parsed.success) return parsed.data;
  throw new ConsoleError(
    'CONSOLE-REQUEST-INVALID',
    `${label} must be a phone number such as +4930901820001 or an id (a GUID).`,
  );
}

/** The simulator's refusals in the console's words. */
async function refusals<Result>(act: () => Result): Promise<Result> {
  try {
    return await Promise.resolve(act());
  } catch (error) {
    if (error instanceof SimulatorError) throw new ConsoleError('CONSOLE-CALL-REFUSED', error.message, error);
    throw error;
  }
}
