import type { ArrangedFault } from './line.ts';

type FaultWith<Member extends string> = Extract<ArrangedFault, Readonly<Record<Member, unknown>>>;
export type OperationFault = FaultWith<'operation'>;
export type NotificationFault = FaultWith<'notification'>;
export type TransferFault = FaultWith<'transfer'>;
export type CalleeFault = FaultWith<'callee'>;
export type InviteFault = FaultWith<'invite'>;
export type MeetingFault = FaultWith<'meeting'>;
export type TonesFault = FaultWith<'tones'>;
export type EffectFault = FaultWith<'effect'>;

/** What is yet to go wrong, in the order in which it was arranged. Each meets one thing, unless it says how many. */
export class Faults {
  #waiting: { readonly fault: ArrangedFault; left: number }[] = [];

  /** Gives a way to call it off. */
  add(fault: ArrangedFault): () => void {
    const entry = { fault, left: 'times' in fault ? (fault.times ?? 1) : 1 };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry);
    };
  }

  ofOperation(operation: string): OperationFault | null {
    return this.#take((fault) => ('operation' in fault && fault.operation === operation ? fault : null));
  }

  ofNotification(kind: NotificationFault['notification']): NotificationFault | null {
    return this.#take((fault) => ('notification' in fault && fault.notification === kind ? fault : null));
  }

  /** `isMeant`: of a consultative transfer some outcomes are about the call to the target, others about the rest. */
  ofTransfer(isMeant: (outcome: TransferFault['outcome']) => boolean): TransferFault | null {
    return this.#take((fault) => ('transfer' in fault && isMeant(fault.outcome) ? fault : null));
  }

  ofCallee(): CalleeFault | null {
    return this.#take((fault) => ('callee' in fault ? fault : null));
  }

  /** `known`: all that who is invited is called. */
  ofInvitation(known: readonly string[]): InviteFault | null {
    return this.#take((fault) => ('invite' in fault && names(fault.invite, known) ? fault : null));
  }

  ofMeeting(known: readonly string[]): MeetingFault | null {
    return this.#take((fault) => ('meeting' in fault && names(fault.meeting, known) ? fault : null));
  }

  ofEffect(kind: EffectFault['effect']): EffectFault | null {
    return this.#take((fault) => ('effect' in fault && fault.effect === kind ? fault : null));
  }

  ofTones(): TonesFault | null {
    return this.#take((fault) => ('tones' in fault ? fault : null));
  }

  ofAudio(): boolean {
    return this.#take((fault) => ('audio' in fault ? fault : null)) !== null;
  }

  #take<Kind extends ArrangedFault>(isOf: (fault: ArrangedFault) => Kind | null): Kind | null {
    for (const entry of this.#waiting) {
      const found = isOf(entry.fault);
      if (found === null) continue;
      entry.left -= 1;
      if (entry.left === 0) this.#waiting = this.#waiting.filter((other) => other !== entry);
      return found;
    }
    return null;
  }
}

const names = (who: string | true, known: readonly string[]): boolean => who === true || known.includes(who);
