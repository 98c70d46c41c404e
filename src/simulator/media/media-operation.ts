import type { JsonObject } from '../../call/index.ts';
import type { Clock } from '../clock.ts';
import type { Judgement } from '../switch.ts';
import type { SwitchValues } from '../switches.ts';
import type { Transcript } from '../transcript.ts';
import type { Microphone } from './microphone.ts';
import type { PromptStore } from './prompt-store.ts';

/** What a media operation needs of its call. */
export interface MediaPorts {
  readonly clock: Clock;
  readonly switches: SwitchValues;
  readonly prompts: PromptStore;
  readonly transcript: Transcript;
  readonly microphone: Microphone;
}

/** How a media operation ended, as its notification tells it. */
export interface MediaOutcome {
  readonly succeeded: boolean;
  readonly result: Judgement;
  readonly message: string;
  /** Further members of the operation object. */
  readonly members: JsonObject;
}

/** An entry of the call's media queue. `finish` is called at most once, and never after `stop`. */
export interface MediaOperation {
  readonly id: string;
  readonly kind: 'playPrompt' | 'recordResponse';
  readonly clientContext: string | null;
  /** The wire type of the operation object. */
  readonly wireType: 'playPromptOperation' | 'recordOperation';
  start(finish: (outcome: MediaOutcome) => void): void;
  /** Silences it at once. `cancelled` is false where the end of the call cuts it off. */
  stop(cancelled: boolean): void;
  /** The outcome to report where it is cancelled. */
  readonly cancelledOutcome: MediaOutcome;
}

/** 400/8508, documented for recordings and assumed for prompts. */
export const cancelled: Judgement = { code: 400, subcode: 8508 };
