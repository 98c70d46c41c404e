import { graphCallId, later } from '../call/index.ts';
import type {
  CommandId,
  CommandOf,
  ConsultationNews,
  GraphCallId,
  NotifiedEvent,
  ResultInfo,
} from '../call/index.ts';
import { exampleId } from './example-ids.ts';
import type { Faults, TransferFault } from './faults.ts';
import type { Refused } from './graph-requests.ts';
import type { CallPhase } from './judge-phase.ts';
import { MediaLine } from './media-line.ts';
import { Notices } from './notices.ts';
import { whenDecided } from './ringing.ts';
import type { Timeline } from './timeline.ts';
import { hungUp, verdicts } from './verdicts.ts';

/** What every modelled call needs of the world. */
export interface LegPorts {
  readonly timeline: Timeline;
  readonly faults: Faults;
  /** Told of what one notification says. */
  readonly tell: (events: readonly NotifiedEvent[]) => void;
  /** Keeps a recording of so many milliseconds; gives where it can be fetched. */
  readonly keepRecording: (length: number) => string;
}

/** A call that was made for a hand-over. */
export interface SecondCall {
  /** What asked for it. */
  readonly command: CommandId;
  readonly id: GraphCallId;
  readonly media: MediaLine;
  readonly notices: Notices;
  phase: Extract<CallPhase, 'establishing' | 'established' | 'terminating' | 'ended'>;
  hasAudio: boolean;
}

/** The calls to targets of consultative transfers, as Graph makes them. */
export class SecondCalls {
  readonly #ports: LegPorts;
  readonly #all: SecondCall[] = [];

  readonly #newParticipantId: () => string;

  constructor(ports: LegPorts, newParticipantId: () => string) {
    this.#ports = ports;
    this.#newParticipantId = newParticipantId;
  }

  /** By Graph's id of it. */
  find(id: string): SecondCall | null {
    return this.#all.find((second) => second.id === id) ?? null;
  }

  /** Why none of them is replaced in a transfer; null: it may be. */
  refusesReplacing(id: string): Refused | null {
    const phase = this.find(id)?.phase;
    if (phase === 'established') return null;
    const isOver = phase === 'ended' || phase === 'terminating';
    const message = `The call that replacesCallId names is ${isOver ? 'over' : 'not established'}.`;
    return { status: 400, code: '8523', message };
  }

  /** Who is called answers, unless a fault says otherwise. Gives Graph's id of the call. */
  ring({ id: command }: CommandOf<'createCall'>): GraphCallId {
    const { timeline, faults, tell, keepRecording } = this.#ports;
    // The app and whom it calls are participants there.
    this.#newParticipantId();
    this.#newParticipantId();
    const notices = new Notices(timeline, faults, tell);
    const media = new MediaLine(timeline, ({ kind, event }) => notices.notify(kind, event), keepRecording);
    const second: SecondCall = {
      command,
      id: secondCallId(command),
      media,
      notices,
      phase: 'establishing',
      hasAudio: false,
    };
    this.#all.push(second);
    const meant = (outcome: TransferFault['outcome']): boolean =>
      outcome === 'busy' || outcome === 'noAnswer';
    this.#after(0, () => this.#tell(second, { kind: 'exists' }));
    const take = (): TransferFault | null =>
      second.phase === 'establishing' ? faults.ofTransfer(meant) : null;
    whenDecided(timeline, take, (fault) => {
      if (second.phase !== 'establishing') return;
      if (fault?.outcome === 'busy' || fault?.outcome === 'noAnswer')
        this.end(second, verdicts[fault.outcome]);
      else this.#connect(second);
    });
    return second.id;
  }

  hangUp(second: SecondCall): void {
    second.phase = 'terminating';
    second.media.drop();
    this.#tell(second, { kind: 'exists' });
    this.#after(0, () => this.end(second, hungUp));
  }

  end(second: SecondCall, result: ResultInfo): void {
    if (second.phase === 'ended') return;
    second.phase = 'ended';
    second.media.drop();
    this.#tell(second, { kind: 'ended', result });
  }

  #connect(second: SecondCall): void {
    this.#after(0, () => {
      if (second.phase !== 'establishing') return;
      second.phase = 'established';
      this.#tell(second, { kind: 'exists' });
    });
    this.#after(0, () => {
      if (second.phase !== 'established') return;
      second.hasAudio = true;
      this.#tell(second, { kind: 'answered' });
    });
  }

  #tell({ command, id, notices }: SecondCall, news: ConsultationNews): void {
    notices.notify('call', { kind: 'consultation', consultation: command, graphCallId: id, news });
  }

  #after(length: number, run: () => void): void {
    const { timeline } = this.#ports;
    timeline.schedule(later(timeline.now, length), run);
  }
}

/** Graph's id of the call that a command asked for. */
const secondCallId = (command: CommandId): GraphCallId => graphCallId(exampleId('call', command));
