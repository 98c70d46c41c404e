/**
 * Carries messages between clients, instances, activities and timers, in memory.
 *
 * HM1 Messages of one sender to one instance arrive in the order in which they were sent.
 * HM2 A message is never lost; it may come twice (chaos).
 */
import type { Clock, ScheduledCall, Turn } from '../clock.ts';
import type { Chaos } from './chaos.ts';
import type { HistoryEventOf } from './history.ts';
import { EventType } from './history.ts';

export type InboundEvent =
  | HistoryEventOf<'ExecutionStarted'>
  | HistoryEventOf<'ExecutionTerminated'>
  | HistoryEventOf<'ExecutionSuspended'>
  | HistoryEventOf<'ExecutionResumed'>
  | HistoryEventOf<'EventRaised'>
  | HistoryEventOf<'TaskCompleted'>
  | HistoryEventOf<'TaskFailed'>
  | HistoryEventOf<'SubOrchestrationInstanceCompleted'>
  | HistoryEventOf<'SubOrchestrationInstanceFailed'>
  | HistoryEventOf<'TimerFired'>;

export interface Message {
  readonly to: string;
  /** The execution that it is meant for; null for what a client sends to whatever runs under the id. */
  readonly executionId: string | null;
  /** Messages of one sender keep their order (HM1). */
  readonly sender: string;
  readonly event: InboundEvent;
}

interface BusOptions {
  readonly clock: Clock;
  /** Milliseconds that every hop takes. */
  readonly latency: number;
  readonly chaos: Chaos;
  readonly deliver: (message: Message) => void;
}

export class MessageBus {
  readonly #options: BusOptions;
  /** What each sender has under way to each instance: whichever delay ends first delivers the oldest (HM1). */
  readonly #lanes = new Map<string, Message[]>();
  readonly #underway = new Map<object, number>();
  readonly #timers = new Set<ScheduledCall>();
  #closed = false;

  constructor(options: BusOptions) {
    this.#options = options;
  }

  send(message: Message): void {
    this.#dispatch(message);
    const isExternalEvent = message.event.EventType === EventType.EventRaised;
    if (this.#options.chaos.duplicatesMessage(isExternalEvent)) {
      this.#dispatch({ ...message, sender: `${message.sender} again` });
    }
  }

  /** Sends a timer's message when it is due, after all else of that moment (HC3); until then it does not count as under way. */
  sendAt(message: Message, time: number): void {
    const isDue = time <= this.#options.clock.now();
    this.#schedule(time, isDue, () => this.send(message), 'last');
  }

  /** Runs `start` after one hop; it counts as under way until then. */
  afterHop(start: () => void): void {
    const { clock, latency, chaos } = this.#options;
    this.#after(clock.now() + latency + chaos.delay(), start);
  }

  /** When the next message under way arrives, or null: what a virtual clock must reach before the host can be idle. */
  nextArrival(): number | null {
    return this.#underway.size === 0 ? null : Math.min(...this.#underway.values());
  }

  /** Forgets timers and everything under way. */
  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
    this.#underway.clear();
  }

  #dispatch(message: Message): void {
    const { clock, latency, chaos, deliver } = this.#options;
    const key = `${message.sender}\n${message.to}`;
    const lane = this.#lanes.get(key) ?? [];
    this.#lanes.set(key, lane);
    lane.push(message);
    this.#after(clock.now() + latency + chaos.delay(), () => {
      const oldest = lane.shift();
      if (lane.length === 0 && this.#lanes.get(key) === lane) this.#lanes.delete(key);
      if (oldest !== undefined) deliver(oldest);
    });
  }

  #after(time: number, run: () => void): void {
    if (this.#closed) return;
    if (time <= this.#options.clock.now()) run();
    else this.#schedule(time, true, run);
  }

  #schedule(time: number, isUnderWay: boolean, run: () => void, turn: Turn = 'ordinary'): void {
    if (this.#closed) return;
    const due = (): void => {
      this.#timers.delete(token);
      this.#underway.delete(token);
      run();
    };
    const token: ScheduledCall = this.#options.clock.schedule(time, due, turn);
    this.#timers.add(token);
    if (isUnderWay) this.#underway.set(token, time);
  }
}
