import type { Faults } from '../rehearsal/index.ts';
import type { FaultSource } from '../simulator/index.ts';

type OperationFault = NonNullable<ReturnType<FaultSource['takeOperation']>>;

/** What goes wrong in the simulated Graph, as the faults of a scenario have it. */
export interface HostedFaults {
  readonly source: FaultSource;
  /** A command is about to be performed: of its tries all are refused, or none. */
  readonly begin: (operation: string) => void;
}

export interface HostedCalls {
  /** Whether it is the call of the scenario, and not one that was made for a hand-over. */
  readonly isCallers: (id: string) => boolean;
  /** Whether the call of the scenario is made by the app, and is the one that rings. */
  readonly isRinging: () => boolean;
}

export function hostedFaults(faults: Faults, { isCallers, isRinging }: HostedCalls): HostedFaults {
  let command: string | null = null;
  let refusal: OperationFault | null = null;
  const takeOperation: FaultSource['takeOperation'] = (operation) => {
    if (operation !== command) return null;
    if (refusal !== null) return refusal;
    const fault = faults.ofOperation(command);
    if (fault === null) return null;
    const about = { operation, times: 1 } as const;
    // Only one answer is lost: what is asked again is answered.
    if ('lost' in fault) return { ...about, reset: true, executed: true };
    const { status, code, subcode } = fault;
    refusal = {
      ...about,
      executed: false,
      status,
      ...(code === undefined ? {} : { code }),
      ...(subcode === undefined ? {} : { subcode }),
    };
    return refusal;
  };
  return {
    begin: (kind) => {
      command = kind;
      refusal = null;
    },
    source: {
      takeOperation,
      takeNotification: (kind, state) => {
        // The first word of a call is no news to it.
        if (state === 'incoming' || kind === 'sharing') return null;
        const fault = faults.ofNotification(kind);
        if (fault === null) return null;
        const { lost, doubled, reordered, delayed } = fault;
        return {
          notification: kind,
          times: 1,
          ...(lost === undefined ? {} : { lost }),
          ...(doubled === undefined ? {} : { doubled }),
          ...(reordered === undefined ? {} : { reordered }),
          ...(delayed === undefined ? {} : { delayed }),
        };
      },
      takeTransfer: ({ isConsultative }) => {
        // Whether the target of a consultation is busy is told of the call to it.
        const fault = faults.ofTransfer(
          (outcome) => !isConsultative || outcome === 'failed' || outcome === 'never',
        );
        return fault === null ? null : { transfer: true, outcome: fault.outcome, ...afterOf(fault) };
      },
      takeOutbound: () => {
        if (isRinging()) {
          const fault = faults.ofCallee();
          return fault === null ? null : { outbound: true, outcome: fault.outcome, ...afterOf(fault) };
        }
        const fault = faults.ofTransfer((outcome) => outcome === 'busy' || outcome === 'noAnswer');
        if (fault?.outcome !== 'busy' && fault?.outcome !== 'noAnswer') return null;
        return { outbound: true, outcome: fault.outcome, ...afterOf(fault) };
      },
      takeInvite: (target) => {
        const fault = faults.ofInvitation([target]);
        return fault === null ? null : { invite: true, outcome: fault.outcome, ...afterOf(fault) };
      },
      takeMeeting: (meeting) => {
        const fault = faults.ofMeeting(meeting);
        if (fault === null) return null;
        return { meeting: true, outcome: fault.outcome, participants: [], ...afterOf(fault) };
      },
      takeRedirect: () => null,
      takeDtmf: () => {
        const fault = faults.ofTones();
        return fault === null ? null : { dtmf: fault.tones, times: 1 };
      },
      takeAudio: (callId) => (isCallers(callId) && faults.ofAudio() ? { audio: 'never', times: 1 } : null),
      takeToken: () => null,
    },
  };
}

const afterOf = ({ after }: { readonly after?: number | undefined }) => ({
  times: 1,
  ...(after === undefined ? {} : { afterMs: after }),
});
