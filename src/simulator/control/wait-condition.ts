import type { SimulatedCall } from '../call/simulated-call.ts';
import type { Simulation } from '../simulation.ts';

/** Something that a call comes to; see `conditionHelp`. */
export type WaitCondition = (call: SimulatedCall) => boolean;

export const conditionHelp =
  'one of: ended, notified, silent, tones, audioActive, recording, state:NAME, prompt:TEXT, prompts:N, request:OPERATION, request:OPERATION:N, entries:N, group, lobby, participants:N, present:WHO, absent:WHO';

/** The condition that a text names; null for a text that names none. */
export function waitCondition(text: string, simulation: Simulation): WaitCondition | null {
  const [name, first, second] = text.split(':');
  const rest = text.slice(text.indexOf(':') + 1);
  switch (name) {
    case 'ended':
      return (call) => call.ended;
    case 'notified':
      return (call) => call.notified;
    case 'silent':
      return (call) => call.media.silent && prompts(call).length > 0;
    case 'tones':
      return (call) => call.tonesSubscribed;
    case 'audioActive':
      return (call) => call.audio === 'active';
    case 'recording':
      return (call) =>
        call.transcript.entries.some((entry) => entry.kind === 'recording' && entry.until === null);
    case 'state':
      return first === undefined ? null : (call) => call.phase === first;
    case 'prompt':
      return first === undefined
        ? null
        : (call) => prompts(call).some((prompt) => prompt.names.includes(rest));
    case 'prompts':
      return atLeast(first, (call) => prompts(call).length);
    case 'entries':
      return atLeast(first, (call) => call.transcript.entries.length);
    case 'group':
      return (call) => call.kind === 'group';
    case 'lobby':
      return (call) => call.roster.find(call.myParticipantId)?.inLobby === true;
    case 'participants':
      if (first === undefined || !/^\d{1,6}$/.test(first)) return null;
      return (call) => call.roster.company.length === Number(first);
    case 'present':
    case 'absent':
      if (first === undefined || first === '') return null;
      return (call) => (call.roster.find(rest) !== null) === (name === 'present');
    case 'request':
      if (first === undefined) return null;
      return atLeast(second ?? '1', (call) => taken(simulation, call, first));
    default:
      return null;
  }
}

function atLeast(text: string | undefined, count: (call: SimulatedCall) => number): WaitCondition | null {
  if (text === undefined || !/^\d{1,6}$/.test(text)) return null;
  return (call) => count(call) >= Number(text);
}

/** The prompts that have begun, each with all that it can be recognised by. */
function prompts(call: SimulatedCall): { readonly names: string }[] {
  return call.transcript.entries.flatMap((entry) =>
    entry.kind === 'prompt'
      ? [{ names: [entry.uri, entry.resourceId, entry.clientContext, entry.comment].join(' ') }]
      : [],
  );
}

/** How many requests for that operation Graph took. */
function taken(simulation: Simulation, call: SimulatedCall, operation: string): number {
  return simulation.log.ofCall(call.id).filter((entry) => entry.operation === operation && entry.status < 400)
    .length;
}

/** Longest wait, in milliseconds. */
export const longestWaitMs = 120_000;

/**
 * Waits until `holds`, looking again after everything that happens. Answers whether it came to hold in time;
 * false too when `gone` fires.
 */
export function waitUntil(
  simulation: Simulation,
  holds: () => boolean,
  timeoutMs: number,
  gone: AbortSignal,
): Promise<boolean> {
  if (holds()) return Promise.resolve(true);
  return new Promise((resolve) => {
    const finish = (result: boolean): void => {
      listening.stop();
      limit.cancel();
      gone.removeEventListener('abort', leave);
      resolve(result);
    };
    const leave = (): void => finish(false);
    // What is written to a transcript is written before the state that follows from it has settled.
    const listening = simulation.listen(() => void setImmediate(() => (holds() ? finish(true) : undefined)));
    const limit = simulation.clock.schedule(simulation.clock.now() + timeoutMs, () => finish(holds()));
    gone.addEventListener('abort', leave);
  });
}
