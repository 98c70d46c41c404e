import { later } from '../call/index.ts';
import type {
  Clip,
  Instant,
  Key,
  OperationEnded,
  OperationId,
  RecordingSettings,
  ResultInfo,
} from '../call/index.ts';
import type { Timeline } from './timeline.ts';

/** How a media operation ended, as its notification tells it. */
export interface MediaEnd {
  readonly kind: 'prompt' | 'record';
  readonly event: OperationEnded;
}

/** Something that was asked of the media of one call. */
interface Asked {
  readonly kind: MediaEnd['kind'];
  readonly operation: OperationId;
  readonly begin: () => void;
}

const cancelled: ResultInfo = { code: 400, subcode: 8508 };
const done: ResultInfo = { code: 200, subcode: 0 };

/** How a recording ends (Graph calling API, record), and Graph's word for it. */
const ends = {
  stopTone: { result: { code: 200, subcode: 8514 }, reason: 'stopToneDetected' },
  silence: { result: { code: 200, subcode: 8509 }, reason: 'maxSilenceTimeout' },
  length: { result: { code: 200, subcode: 8515 }, reason: 'maxRecordDurationReached' },
  nothingSaid: { result: { code: 400, subcode: 8510 }, reason: 'initialSilenceTimeout' },
} as const;

/** What is to be played; `loop`: again and again. */
export interface Playing {
  readonly operation: OperationId;
  readonly clips: readonly Pick<Clip, 'length'>[];
  readonly loop: boolean;
  /** Whether its end comes with Graph's word for it: only beta has one (resource playPromptOperation). */
  readonly hasReason: boolean;
}

/** What is to be recorded, after what is played. */
export type Taking = Pick<Playing, 'operation' | 'clips'> & RecordingSettings;

/** The media of one call, as Graph plays and records them: one thing after the other. A beep takes no time. */
export class MediaLine {
  readonly #timeline: Timeline;
  readonly #ended: (end: MediaEnd) => void;
  /** Keeps a recording of so many milliseconds; gives where it can be fetched. */
  readonly #keep: (length: number) => string;
  #running: Asked | null = null;
  #waiting: readonly Asked[] = [];
  /** Calls off what is still to come of it. */
  #stop: () => void = () => undefined;
  /** The recording that listens. */
  #recorder: Recorder | null = null;
  #speakingUntil: Instant | null = null;

  constructor(timeline: Timeline, ended: (end: MediaEnd) => void, keep: (length: number) => string) {
    this.#timeline = timeline;
    this.#ended = ended;
    this.#keep = keep;
  }

  play({ operation, clips, loop, hasReason }: Playing): void {
    const reason = hasReason ? 'completedSuccessfully' : null;
    const begin = (): void => this.#sound(clips, loop ? begin : () => this.#end(done, reason, null));
    this.#enqueue({ kind: 'prompt', operation, begin });
  }

  record(command: Taking): void {
    const { operation, clips, beep } = command;
    const listen = (): void => this.#listen(command);
    const begin = (): void => this.#sound(clips, beep ? () => this.#wait(0, listen) : listen);
    this.#enqueue({ kind: 'record', operation, begin });
  }

  speak(length: number): void {
    const until = later(this.#timeline.now, length);
    this.#speakingUntil = until;
    this.#recorder?.speechUntil(until);
  }

  press(key: Key): void {
    this.#recorder?.press(key);
  }

  /** What goes on, and what waits, ends at once, as failed. */
  cancel(): void {
    for (const { kind, operation } of this.#silence())
      this.#tell(
        { kind, operation },
        { result: cancelled, reason: kind === 'record' ? 'operationCanceled' : null },
        null,
      );
  }

  /** The call is over: what goes on falls silent, and nothing is told of it. */
  drop(): void {
    this.#silence();
  }

  #silence(): readonly Asked[] {
    const silenced = this.#running === null ? this.#waiting : [this.#running, ...this.#waiting];
    this.#stop();
    this.#recorder?.stop();
    this.#recorder = null;
    this.#running = null;
    this.#waiting = [];
    return silenced;
  }

  #enqueue(asked: Asked): void {
    this.#waiting = [...this.#waiting, asked];
    this.#next();
  }

  #next(): void {
    const [first, ...rest] = this.#waiting;
    if (this.#running !== null || first === undefined) return;
    this.#waiting = rest;
    this.#running = first;
    first.begin();
  }

  #listen({ initialSilence, endSilence, maxDuration, terminators }: Taking): void {
    const from = this.#timeline.now;
    const after = (length: number, run: () => void) => this.#after(length, run);
    const finish = (how: keyof typeof ends): void => {
      this.#recorder?.stop();
      this.#recorder = null;
      const kept = how === 'nothingSaid' ? null : this.#keep(this.#timeline.now - from);
      const { result, reason } = ends[how];
      this.#end(result, reason, kept);
    };
    const limits = {
      initialSilence: wholeSeconds(initialSilence),
      endSilence: wholeSeconds(endSilence),
      maxDuration: wholeSeconds(maxDuration),
    };
    this.#recorder = new Recorder(limits, terminators, { now: () => this.#timeline.now, after, finish });
    if (this.#speakingUntil !== null && this.#speakingUntil > from)
      this.#recorder.speechUntil(this.#speakingUntil);
  }

  #end(result: ResultInfo, reason: string | null, location: string | null): void {
    const running = this.#running;
    this.#running = null;
    if (running === null) return;
    this.#tell(running, { result, reason }, location);
    this.#next();
  }

  #tell(
    { kind, operation }: Pick<Asked, 'kind' | 'operation'>,
    { result, reason }: { readonly result: ResultInfo; readonly reason: string | null },
    location: string | null,
  ): void {
    const succeeded = result.code < 400;
    const recording = location === null ? null : { location, accessToken: null };
    this.#ended({ kind, event: { kind: 'operationEnded', operation, succeeded, result, reason, recording } });
  }

  /** One clip after the other. */
  #sound([first, ...rest]: Playing['clips'], then: () => void): void {
    if (first === undefined) then();
    else this.#wait(first.length ?? unknownLength, () => this.#sound(rest, then));
  }

  #wait(length: number, run: () => void): void {
    this.#stop = this.#after(length, run);
  }

  #after(length: number, run: () => void): () => void {
    return this.#timeline.schedule(later(this.#timeline.now, length), run);
  }
}

/** Audio of unknown length is over soon, and so is what lies elsewhere. */
export const unknownLength = 1_000;

/** Graph takes whole seconds: a part of one counts as one. */
const wholeSeconds = (length: number): number => Math.max(1, Math.ceil(length / 1_000)) * 1_000;

interface RecorderPorts {
  readonly now: () => Instant;
  readonly after: (length: number, run: () => void) => () => void;
  readonly finish: (how: keyof typeof ends) => void;
}

/** Listens until the caller has fallen silent, pressed a key that ends it, or gone on for too long. */
class Recorder {
  readonly #ports: RecorderPorts;
  readonly #limits: { readonly initialSilence: number; readonly endSilence: number };
  readonly #terminators: readonly Key[];
  readonly #stopLength: () => void;
  #stopSilence: () => void;

  constructor(
    limits: { readonly initialSilence: number; readonly endSilence: number; readonly maxDuration: number },
    terminators: readonly Key[],
    ports: RecorderPorts,
  ) {
    this.#ports = ports;
    this.#limits = limits;
    this.#terminators = terminators;
    this.#stopSilence = ports.after(limits.initialSilence, () => ports.finish('nothingSaid'));
    this.#stopLength = ports.after(limits.maxDuration, () => ports.finish('length'));
  }

  /** The pause that ends the recording begins when the caller falls silent. */
  speechUntil(until: Instant): void {
    const { now, after, finish } = this.#ports;
    this.#stopSilence();
    this.#stopSilence = after(until - now() + this.#limits.endSilence, () => finish('silence'));
  }

  press(key: Key): void {
    if (this.#terminators.includes(key)) this.#ports.finish('stopTone');
  }

  stop(): void {
    this.#stopSilence();
    this.#stopLength();
  }
}
