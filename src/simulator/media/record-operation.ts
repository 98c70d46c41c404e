import { recordLimits } from '../../operations/index.ts';
import type { RequestOf } from '../../operations/index.ts';
import type { Scheduled } from '../clock.ts';
import type { Judgement } from '../switch.ts';
import type { Amend } from '../transcript.ts';
import { cancelled } from './media-operation.ts';
import type { MediaOperation, MediaOutcome, MediaPorts } from './media-operation.ts';
import { PromptPlayer } from './prompt-player.ts';
import type { Speech } from './microphone.ts';

/** What was recorded, kept until it is fetched. Speech is relative to the start of the recording. */
export interface Recording {
  readonly operation: string;
  readonly durationMs: number;
  readonly speech: readonly Speech[];
}

/** Keeps a recording and tells where it can be fetched. */
export type KeepRecording = (recording: Recording) => { readonly location: string; readonly token: string };

type Finish = (outcome: MediaOutcome) => void;

const nothingKept = { recordingLocation: '', recordingAccessToken: '' };

/** A recordResponse in the media queue: prompt, beep, then the caller (page call-record). */
export class RecordOperation implements MediaOperation {
  readonly kind = 'recordResponse';
  readonly wireType = 'recordOperation';
  readonly id: string;
  readonly clientContext: string | null;
  readonly cancelledOutcome: MediaOutcome = {
    succeeded: false,
    result: cancelled,
    message: 'Action failed: the operation was cancelled.',
    members: { ...nothingKept, completionReason: 'operationCanceled' },
  };
  readonly #ports: MediaPorts;
  readonly #request: RequestOf<'recordResponse'>;
  readonly #keep: KeepRecording;
  readonly #player: PromptPlayer;
  #timers: Scheduled[] = [];
  #silenceTimer: Scheduled | null = null;
  #listening: { stop(): void } | null = null;
  #beep: Amend<'beep'> | null = null;
  #recording: Amend<'recording'> | null = null;

  constructor(ports: MediaPorts, id: string, request: RequestOf<'recordResponse'>, keep: KeepRecording) {
    this.#ports = ports;
    this.#request = request;
    this.#keep = keep;
    this.id = id;
    this.clientContext = request.clientContext ?? null;
    const media = (request.prompts ?? []).map(({ mediaInfo }) => mediaInfo);
    this.#player = new PromptPlayer(ports, {
      operation: id,
      clientContext: this.clientContext,
      media,
      loop: false,
    });
  }

  start(finish: Finish): void {
    this.#player.start((failure) => {
      if (failure === null) {
        this.#startBeep(finish);
        return;
      }
      finish({
        succeeded: false,
        result: failure.judgement,
        message: failure.message,
        members: { ...nothingKept, completionReason: 'playPromptFailed' },
      });
    });
  }

  stop(wasCancelled: boolean): void {
    this.#player.stop(wasCancelled);
    this.#beep?.({ until: this.#ports.transcript.now(), cancelled: wasCancelled });
    this.#close(wasCancelled ? 'operationCanceled' : 'callEnded');
  }

  #startBeep(finish: Finish): void {
    if (this.#request.playBeep === false) {
      this.#startRecording(finish);
      return;
    }
    const { clock, switches, transcript } = this.#ports;
    const beep = transcript.add<'beep'>({
      kind: 'beep',
      operation: this.id,
      until: null,
      completed: false,
      cancelled: false,
    });
    this.#beep = beep;
    const timer = clock.schedule(clock.now() + switches.beepMs, () => {
      beep({ until: transcript.now(), completed: true });
      this.#beep = null;
      this.#startRecording(finish);
    });
    this.#timers.push(timer);
  }

  #startRecording(finish: Finish): void {
    const { clock, microphone, switches, transcript } = this.#ports;
    const from = clock.now();
    const { initialSilenceTimeoutInSeconds, maxRecordDurationInSeconds } = this.#request;
    this.#recording = transcript.add<'recording'>({
      kind: 'recording',
      operation: this.id,
      until: null,
      outcome: null,
    });
    const done = (result: Judgement, reason: string): void => finish(this.#complete(from, result, reason));

    const speakingUntil = microphone.speakingUntil(from);
    if (speakingUntil === null) {
      this.#silenceTimer = clock.schedule(from + inMs(initialSilenceTimeoutInSeconds), () =>
        done(switches.recordInitialSilence, 'initialSilenceTimeout'),
      );
    } else {
      this.#awaitPause(speakingUntil, done);
    }
    this.#timers.push(
      clock.schedule(from + inMs(maxRecordDurationInSeconds), () =>
        done({ code: 200, subcode: 8515 }, 'maxRecordDurationReached'),
      ),
    );
    this.#listening = microphone.listen({
      speechStarted: () => this.#awaitPause(microphone.speakingUntil(clock.now()) ?? clock.now(), done),
      keyPressed: (key) => {
        if (this.#request.stopTones?.includes(key) === true)
          done(switches.recordStopTone, 'stopToneDetected');
      },
    });
  }

  /** The pause that ends the recording begins when the caller falls silent, and is forgotten when he goes on. */
  #awaitPause(speakingUntil: number, done: (result: Judgement, reason: string) => void): void {
    const { clock, switches } = this.#ports;
    this.#silenceTimer?.cancel();
    this.#silenceTimer = clock.schedule(speakingUntil + inMs(this.#request.maxSilenceTimeoutInSeconds), () =>
      done(switches.recordSilence, 'maxSilenceTimeout'),
    );
  }

  #complete(from: number, result: Judgement, completionReason: string): MediaOutcome {
    const { clock, microphone } = this.#ports;
    const until = clock.now();
    this.#close(completionReason);
    const succeeded = result.code < 300;
    const message = succeeded
      ? `Recording completed: ${completionReason}.`
      : `Recording failed: ${completionReason}.`;
    if (!succeeded) return { succeeded, result, message, members: { ...nothingKept, completionReason } };
    const speech = microphone
      .between(from, until)
      .map((spoken) => ({ from: spoken.from - from, until: spoken.until - from }));
    const kept = this.#keep({ operation: this.id, durationMs: until - from, speech });
    const members = { recordingLocation: kept.location, recordingAccessToken: kept.token, completionReason };
    return { succeeded, result, message, members };
  }

  #close(outcome: string): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers = [];
    this.#silenceTimer?.cancel();
    this.#listening?.stop();
    this.#recording?.({ until: this.#ports.transcript.now(), outcome });
    this.#recording = null;
    this.#beep = null;
  }
}

function inMs(seconds: number | undefined): number {
  return (seconds ?? recordLimits.defaultSeconds) * 1000;
}
