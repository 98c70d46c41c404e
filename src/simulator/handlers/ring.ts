import type { SimulatedCall } from '../call/simulated-call.ts';
import type { InviteFault, OutboundFault } from '../faults.ts';
import type { Simulation } from '../simulation.ts';
import type { Judgement } from '../switch.ts';
import type { SwitchValues } from '../switches.ts';

export type RingFault = OutboundFault | InviteFault;
export type Unanswered = Exclude<RingFault['outcome'], 'answer'>;

export interface Ringing {
  /** A fault that was ordered for this party and not yet used. */
  readonly take: () => RingFault | null;
  /** How long it rings where nobody answers. */
  readonly ringMs: number;
  readonly answered: () => void;
  readonly unanswered: (outcome: Unanswered) => void;
  /** What its hang-up is. */
  readonly hangUp: () => void;
}

/** A party rings and answers, unless a fault says otherwise that was ordered before or while it rang. */
export function ring(simulation: Simulation, call: SimulatedCall, ringing: Ringing): void {
  const ordered = ringing.take();
  const usual = ordered?.outcome === 'noAnswer' ? ringing.ringMs : call.switches.outboundAnswerMs;
  call.after(ordered?.afterMs ?? usual, () => {
    const plan = ordered ?? ringing.take();
    if (plan !== null && plan.outcome !== 'answer') {
      ringing.unanswered(plan.outcome);
      return;
    }
    ringing.answered();
    if (plan !== null) followPlan(simulation, call, plan, ringing);
  });
}

/** What who has answered does next. */
function followPlan(simulation: Simulation, call: SimulatedCall, plan: RingFault, { hangUp }: Ringing): void {
  const { keys, keysAfterMs = 0, hangUpAfterMs } = plan;
  if (keys !== undefined) call.after(keysAfterMs, () => simulation.pressKeys(call, keys));
  if (hangUpAfterMs !== undefined) call.after(hangUpAfterMs, hangUp);
}

/** How a call or invitation ends that nobody took. */
export function unansweredResult(outcome: Unanswered, switches: SwitchValues): Judgement {
  switch (outcome) {
    case 'busy':
      return switches.calleeBusy;
    case 'declined':
      return switches.calleeDeclined;
    case 'noAnswer':
      return switches.calleeNoAnswer;
    case 'failed':
      return switches.inviteFailed;
  }
}

/** The same in words. */
export const unansweredMessages: Readonly<Record<Unanswered, string>> = {
  busy: 'The called party is busy.',
  declined: 'The called party declined.',
  noAnswer: 'The called party did not answer.',
  failed: 'The called party could not be reached.',
};
