import type { CallUpdate, StatusView } from './view.ts';

/**
 * What the console shows and steers. It knows calls by the simulator's ids. Each method may throw a ConsoleError.
 */
export interface ConsoleSource {
  status(): Promise<StatusView>;
  /** Places a call and returns its id. */
  placeCall(from: string, to: string): Promise<string>;
  pressKeys(callId: string, keys: string): Promise<void>;
  hangUp(callId: string): Promise<void>;
  /** Tells everything of the call from its beginning, then what comes; the last update has `ended`. */
  watch(callId: string, onUpdate: (update: CallUpdate) => void): { stop(): void };
}
