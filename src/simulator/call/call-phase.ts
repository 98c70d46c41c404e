/**
 * The states of a call leg and how they follow one another (reference of the resource call; `hold` is in
 * the enumeration, but nothing documented produces it).
 */
export type CallPhase =
  | 'incoming'
  | 'establishing'
  | 'established'
  | 'transferring'
  | 'transferAccepted'
  | 'redirecting'
  | 'terminating'
  | 'terminated';

const followers: Readonly<Record<CallPhase, readonly CallPhase[]>> = {
  incoming: ['establishing', 'redirecting', 'terminating', 'terminated'],
  establishing: ['established', 'terminating', 'terminated'],
  established: ['transferring', 'terminating', 'terminated'],
  transferring: ['transferAccepted', 'established', 'terminating', 'terminated'],
  transferAccepted: ['terminating', 'terminated'],
  redirecting: ['terminating', 'terminated'],
  terminating: ['terminated'],
  terminated: [],
};

/** Whether a call may go from one phase to the other. Nothing follows `terminated`. */
export function mayFollow(from: CallPhase, to: CallPhase): boolean {
  return followers[from].includes(to);
}
