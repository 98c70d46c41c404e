import { assertNever, graphCallId, later } from '../call/index.ts';
import type {
  CallFacts,
  Command,
  CommandId,
  CommandOf,
  CommandResult,
  ConsultationNews,
  GraphCallId,
  Key,
  NotifiedEvent,
  ResultInfo,
} from '../call/index.ts';
import { isAboutOneCall, judgeAnswer, waitBeforeRetry } from '../graph/index.ts';
import type { Exchange } from '../graph/index.ts';
import { operations } from '../operations/index.ts';
import type { Faults, OperationFault, TransferFault } from './faults.ts';
import { MediaLine } from './media-line.ts';
import { Notices } from './notices.ts';
import type { Timeline } from './timeline.ts';

export interface GraphPorts {
  readonly call: CallFacts;
  readonly timeline: Timeline;
  readonly faults: Faults;
  readonly tell: (event: NotifiedEvent | Extract<Answer, { readonly kind: 'commandResult' }>) => void;
  /** Keeps a recording of so many milliseconds; gives where it can be fetched. */
  readonly keepRecording: (length: number) => string;
}

interface Answer {
  readonly kind: 'commandResult';
  readonly command: CommandId;
  readonly result: CommandResult;
}

/** How far the caller's call is for Graph. */
type Phase = 'incoming' | 'established' | 'transferring' | 'ended';

/** A call that was made for a hand-over. */
interface SecondCall {
  readonly id: GraphCallId;
  readonly media: MediaLine;
  phase: 'ringing' | 'established' | 'ended';
}

/** After this long a transfer is decided, and who is called answers (section 6 of the flow language). */
const verdictTime = 300;
/** How long somebody rings who does not answer. */
const ringTime = 60_000;

/** What Graph says of those who do not come. */
const verdicts = {
  busy: { code: 486, subcode: 8539 },
  noAnswer: { code: 480, subcode: 8541 },
  failed: { code: 500, subcode: 7000 },
} as const;
const replacingFailed: ResultInfo = { code: 500, subcode: 7700 };
const transferred: ResultInfo = { code: 0, subcode: 7015 };

/**
 * Graph as a call of the interpreter alone meets it: it answers at once, plays for as long as audio lasts, and decides
 * what it is asked. It is a model of its own, beside the simulator, with which scenarios at host depth compare it.
 *
 * V4  Nothing that Graph tells reaches the call in the moment in which it is asked: what a script does at the same
 *     instant comes before it.
 */
export class ModelledGraph {
  readonly #ports: GraphPorts;
  readonly #notices: Notices;
  readonly #media: MediaLine;
  readonly #seconds = new Map<CommandId, SecondCall>();
  #phase: Phase;
  #tonesSubscribed = false;
  #sequence = 0;

  constructor(ports: GraphPorts) {
    this.#ports = ports;
    this.#phase = 'incoming';
    this.#notices = new Notices(ports.timeline, ports.faults, (event) => this.#ports.tell(event));
    this.#media = this.#mediaLine();
  }

  /** V4. */
  perform(command: Command): void {
    this.#now(() => this.#try(command, 1, null));
  }

  press(key: Key): void {
    if (this.#phase === 'ended') return;
    this.#media.press(key);
    if (!this.#tonesSubscribed || this.#phase === 'incoming') return;
    this.#sequence += 1;
    this.#notices.notify('tone', { kind: 'tone', sequence: this.#sequence, key });
  }

  speak(length: number): void {
    this.#media.speak(length);
  }

  hangUp(): void {
    if (this.#phase === 'ended') return;
    const unanswered = this.#phase === 'incoming';
    const fromPhone = this.#ports.call.from.kind === 'phone';
    const heard = fromPhone ? { code: 200, subcode: 540_000 } : { code: 200, subcode: 4521 };
    this.#end(unanswered ? { code: 487, subcode: 8542 } : heard, false);
  }

  /** One try at a request; those that may be repeated are, as the client does it. */
  #try(command: Command, tries: number, refusal: OperationFault | null): void {
    const fault = refusal ?? this.#ports.faults.ofOperation(command.kind);
    if (fault === null) {
      const gone = this.#isGone(command) ? answered(404, '8522', 'Call not found.') : null;
      if (gone === null) this.#accept(command);
      else this.#answer(command, judgeAnswer(command.kind, gone, isAboutOneCall(command)));
      return;
    }
    const lost = 'lost' in fault;
    if (lost) this.#do(command);
    const exchange = lost
      ? brokenOff
      : answered(fault.status, codeOf(fault), 'A fault was ordered for this request.');
    const { timeline } = this.#ports;
    const { repeatIsHarmless } = operations[command.kind];
    const wait = waitBeforeRetry({
      exchange,
      tries,
      now: timeline.now,
      deadline: command.deadline,
      repeatIsHarmless,
      chance: 0.5,
    });
    if (wait === null) this.#answer(command, judgeAnswer(command.kind, exchange, isAboutOneCall(command)));
    else this.#after(wait, () => this.#try(command, tries + 1, lost ? null : fault));
  }

  #isGone(command: Command): boolean {
    if (command.graphCallId === null) return false;
    if (command.graphCallId === this.#ports.call.graphCallId) return this.#phase === 'ended';
    return this.#secondCall(command.graphCallId)?.phase === 'ended';
  }

  #accept(command: Command): void {
    const status = operations[command.kind].successStatus;
    if (command.kind === 'createCall')
      this.#answer(command, { kind: 'created', status, graphCallId: secondCallId(command.id) });
    else this.#answer(command, { kind: 'accepted', status });
    this.#do(command);
  }

  #answer({ id }: Command, result: CommandResult): void {
    this.#now(() => this.#ports.tell({ kind: 'commandResult', command: id, result }));
  }

  /** What follows from a command that Graph took. */
  #do(command: Command): void {
    switch (command.kind) {
      case 'answer':
        this.#connect();
        return;
      case 'subscribeToTone':
        this.#tonesSubscribed = true;
        return;
      case 'playPrompt':
        this.#mediaOf(command)?.play(command);
        return;
      case 'recordResponse':
        this.#mediaOf(command)?.record(command);
        return;
      case 'cancelMediaProcessing':
        this.#now(() => this.#mediaOf(command)?.cancel());
        return;
      case 'transfer':
        this.#transfer(command);
        return;
      case 'createCall':
        this.#ring(command);
        return;
      case 'deleteCall':
        this.#hangUpFor(command);
        return;
      case 'reject':
      case 'redirect':
        this.#phase = 'ended';
        return;
      case 'inviteParticipants':
      case 'keepAlive':
        return;
      default:
        assertNever(command, 'command');
    }
  }

  /** Establishing and established are told before audio is, each in a notification of its own. */
  #connect(): void {
    const silent = this.#ports.faults.ofAudio();
    this.#phase = 'established';
    this.#now(() => {
      this.#notices.notify('call', null);
      this.#notices.notify('call', null);
      if (!silent) this.#notices.notify('call', { kind: 'audioActive' });
    });
  }

  #transfer({ replaces }: CommandOf<'transfer'>): void {
    this.#phase = 'transferring';
    this.#now(() => this.#notices.notify('call', { kind: 'transferProgress', stage: 'transferring' }));
    const replaced = replaces === null ? null : this.#secondCall(replaces);
    const meant = (outcome: TransferFault['outcome']): boolean =>
      replaces === null || outcome === 'failed' || outcome === 'never';
    const ordered = this.#ports.faults.ofTransfer(meant);
    if (ordered?.outcome === 'never') return;
    this.#after(ordered?.after ?? verdictTime, () => {
      if (this.#phase !== 'transferring') return;
      const fault = ordered ?? this.#ports.faults.ofTransfer(meant);
      if (fault?.outcome === 'never') return;
      const late = replaces !== null && replaced?.phase !== 'established';
      if (fault === null && !late) this.#handOver(replaced);
      else {
        this.#phase = 'established';
        const failed = replaces === null ? verdicts.failed : replacingFailed;
        const outcome = fault?.outcome ?? 'failed';
        const result = outcome === 'failed' ? failed : verdicts[outcome];
        this.#notices.notify('call', { kind: 'transferFailed', result });
      }
    });
  }

  #handOver(replaced: SecondCall | null): void {
    const accepted = { kind: 'transferProgress', stage: 'transferAccepted' } as const;
    this.#media.drop();
    this.#notices.notify('call', accepted);
    this.#notices.notify('call', accepted);
    this.#now(() => {
      this.#end(transferred, true);
      if (replaced !== null) replaced.phase = 'ended';
    });
  }

  /** Who is called answers, unless a fault says otherwise. */
  #ring(command: CommandOf<'createCall'>): void {
    if (command.callee.kind === 'meeting') return;
    const second: SecondCall = { id: secondCallId(command.id), media: this.#mediaLine(), phase: 'ringing' };
    this.#seconds.set(command.id, second);
    const meant = (outcome: TransferFault['outcome']): boolean =>
      outcome === 'busy' || outcome === 'noAnswer';
    const ordered = this.#ports.faults.ofTransfer(meant);
    const usual = ordered?.outcome === 'noAnswer' ? ringTime : verdictTime;
    this.#now(() => this.#tellOf(command.id, second, null));
    this.#after(ordered?.after ?? usual, () => {
      if (second.phase !== 'ringing') return;
      const fault = ordered ?? this.#ports.faults.ofTransfer(meant);
      if (fault?.outcome === 'busy' || fault?.outcome === 'noAnswer') {
        second.phase = 'ended';
        this.#tellOf(command.id, second, { kind: 'ended', result: verdicts[fault.outcome] });
        return;
      }
      second.phase = 'established';
      this.#tellOf(command.id, second, null);
      this.#tellOf(command.id, second, { kind: 'answered' });
    });
  }

  /** `news` null: nothing more than that there is such a call. */
  #tellOf(consultation: CommandId, { id }: SecondCall, news: ConsultationNews | null): void {
    const told = {
      kind: 'consultation',
      consultation,
      graphCallId: id,
      news: news ?? { kind: 'exists' },
    } as const;
    this.#notices.notify('call', told);
  }

  #hangUpFor(command: CommandOf<'deleteCall'>): void {
    const second = command.graphCallId === null ? null : this.#secondCall(command.graphCallId);
    if (second === null) {
      this.#phase = 'ended';
      this.#media.drop();
      return;
    }
    second.phase = 'ended';
    second.media.drop();
  }

  #end(result: ResultInfo, wasTransferred: boolean): void {
    this.#phase = 'ended';
    this.#media.drop();
    this.#notices.notify('call', { kind: 'callEnded', result, transferred: wasTransferred });
  }

  #mediaOf({ graphCallId: id }: Command): MediaLine | null {
    if (id === null) return null;
    return id === this.#ports.call.graphCallId ? this.#media : (this.#secondCall(id)?.media ?? null);
  }

  #secondCall(id: string): SecondCall | null {
    return [...this.#seconds.values()].find((second) => second.id === id) ?? null;
  }

  #mediaLine(): MediaLine {
    const { timeline, keepRecording } = this.#ports;
    return new MediaLine(timeline, ({ kind, event }) => this.#notices.notify(kind, event), keepRecording);
  }

  #now(run: () => void): void {
    this.#after(0, run);
  }

  #after(length: number, run: () => void): void {
    const { timeline } = this.#ports;
    timeline.schedule(later(timeline.now, length), run);
  }
}

/** Graph's id of the call that a command asked for. */
const secondCallId = (command: CommandId): GraphCallId =>
  graphCallId(`9c1f0c00-3a5d-4f0e-9d53-${String(command).padStart(12, '0')}`);

const brokenOff: Exchange = { kind: 'lost', reason: 'the connection broke (ECONNRESET)' };

/** The error body of Graph: the code is a subcode in digits, or a word. */
const answered = (status: number, code: string, message: string): Exchange => ({
  kind: 'answered',
  status,
  retryAfter: null,
  body: JSON.stringify({ error: { code, message } }),
});

const codeOf = ({ code, subcode }: Extract<OperationFault, { readonly status: number }>): string =>
  code ?? (subcode === undefined ? 'UnknownError' : String(subcode));
