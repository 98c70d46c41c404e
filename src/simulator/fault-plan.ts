import type { OperationName } from '../operations/index.ts';
import type {
  AudioFault,
  CallbackTokenFault,
  DtmfFault,
  InviteFault,
  MeetingFault,
  NotificationFault,
  NotificationKind,
  OperationFault,
  OutboundFault,
  PlannedFault,
  RedirectFault,
  TransferFault,
} from './faults.ts';

/** Most faults that wait at a time. */
export const faultLimit = 1000;

/** A transfer that was asked for. */
export interface OrderedTransfer {
  /** An id or number. */
  readonly target: string;
  readonly callId: string;
  /** Whether it is to take the place of a call to the target. */
  readonly isConsultative: boolean;
}

/** Where the simulator learns what is to go wrong: each asks once, when it comes to it. */
export type FaultSource = Pick<
  FaultPlan,
  | 'takeOperation'
  | 'takeNotification'
  | 'takeTransfer'
  | 'takeOutbound'
  | 'takeInvite'
  | 'takeMeeting'
  | 'takeRedirect'
  | 'takeDtmf'
  | 'takeAudio'
  | 'takeToken'
>;

interface Entry {
  readonly fault: PlannedFault;
  left: number;
}

/** The faults that are yet to happen, in the order in which they were ordered. */
export class FaultPlan {
  #entries: Entry[] = [];

  get waiting(): readonly (PlannedFault & { readonly left: number })[] {
    return this.#entries.map(({ fault, left }) => ({ ...fault, left }));
  }

  add(fault: PlannedFault): void {
    this.#entries.push({ fault, left: fault.times });
  }

  clear(): void {
    this.#entries = [];
  }

  takeOperation(operation: OperationName | 'token', callId: string | null): OperationFault | null {
    const isMeant = (named: OperationFault['operation']): boolean =>
      named === operation || (named === '*' && operation !== 'token');
    return this.#take('operation', (fault) => isMeant(fault.operation) && concerns(fault, callId));
  }

  takeNotification(kind: NotificationKind, state: string | null, callId: string): NotificationFault | null {
    return this.#take('notification', (fault) => {
      if (fault.notification !== kind || !concerns(fault, callId)) return false;
      return fault.state === undefined || fault.state === state;
    });
  }

  takeTransfer({ target, callId }: OrderedTransfer): TransferFault | null {
    return this.#take('transfer', (fault) => names(fault.transfer, [target]) && concerns(fault, callId));
  }

  takeOutbound(target: string): OutboundFault | null {
    return this.#take('outbound', (fault) => names(fault.outbound, [target]));
  }

  takeInvite(target: string, callId: string): InviteFault | null {
    return this.#take('invite', (fault) => names(fault.invite, [target]) && concerns(fault, callId));
  }

  /** `meeting` are all that it can be named by. */
  takeMeeting(meeting: readonly string[]): MeetingFault | null {
    return this.#take('meeting', (fault) => names(fault.meeting, meeting));
  }

  takeRedirect(targets: readonly string[]): RedirectFault | null {
    return this.#take('redirect', (fault) => names(fault.redirect, targets));
  }

  takeDtmf(callId: string): DtmfFault | null {
    return this.#take('dtmf', (fault) => concerns(fault, callId));
  }

  takeAudio(callId: string): AudioFault | null {
    return this.#take('audio', (fault) => concerns(fault, callId));
  }

  takeToken(callId: string): CallbackTokenFault | null {
    return this.#take('token', (fault) => concerns(fault, callId));
  }

  /** The first fault of a kind that is meant; a kind is told by the member that only it has. */
  #take<Kind extends KindOfFault>(
    kind: Kind,
    isMeant: (fault: FaultOf<Kind>) => boolean,
  ): FaultOf<Kind> | null {
    for (const entry of this.#entries) {
      const { fault } = entry;
      if (!isOf(kind, fault) || !isMeant(fault)) continue;
      entry.left -= 1;
      if (entry.left === 0) this.#entries = this.#entries.filter((other) => other !== entry);
      return fault;
    }
    return null;
  }
}

type KindOfFault =
  | 'operation'
  | 'notification'
  | 'transfer'
  | 'outbound'
  | 'invite'
  | 'meeting'
  | 'redirect'
  | 'dtmf'
  | 'audio'
  | 'token';
type FaultOf<Kind extends KindOfFault> = Extract<PlannedFault, Readonly<Record<Kind, unknown>>>;

function isOf<Kind extends KindOfFault>(kind: Kind, fault: PlannedFault): fault is FaultOf<Kind> {
  return Object.hasOwn(fault, kind);
}

/** Whether a fault for `who`, which is anybody or one name, is for somebody with one of these names. */
function names(who: true | string, known: readonly string[]): boolean {
  return who === true || known.includes(who);
}

function concerns({ call }: { readonly call?: string }, callId: string | null): boolean {
  return call === undefined || call === callId;
}
