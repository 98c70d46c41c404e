/**
 * A call on the pure interpreter at the stated costs: every command takes up to a durable hop for its event, one for
 * its activity and a request to Graph. It keeps what the checker's proofs speak of: silences, the time of the
 * answer, nodes entered without a rest, requests. What it does is the interpreter's; this only measures.
 */
import { askedOperation, inOrder, later } from '../../../src/call/index.ts';
import type {
  CallEvent,
  Command,
  CommandResult,
  Key,
  OperationId,
  TranscriptEntry,
} from '../../../src/call/index.ts';
import { partsOf, totalLength } from '../../../src/flow/index.ts';
import type { CompiledFlow } from '../../../src/flow/index.ts';
import { begin, isOver, nextDeadline, step } from '../../../src/interpreter/index.ts';
import type { CallState, Step } from '../../../src/interpreter/index.ts';
import { describedOperation } from '../../../src/operations/index.ts';
import { testCall } from '../../support/flows.ts';
import { placedAt } from '../../support/pure-call.ts';

const hop = 100;
const request = 300;
/** What Graph takes to end something after it has taken it. */
const ending = 300;

const endsLater = (command: Command): boolean => {
  const { inFlows } = describedOperation(askedOperation(command));
  return inFlows.by === 'graphNode' && inFlows.until === 'end';
};

function taken(command: Command): CommandResult {
  if (command.kind !== 'graph') return { kind: 'accepted', status: 200 };
  return { kind: 'answered', status: 200, body: null, isOver: !endsLater(command) };
}

/** What the world does: numbers that are used up one after the other, and keys that may be pressed. */
export interface World {
  /** How much of the stated cost each command takes, 0 to 1. */
  readonly slowness: readonly number[];
  /** Which plays are refused, and which transfers are, or fail, or are not decided. */
  readonly plays: readonly ('accepted' | 'refused')[];
  readonly transfers: readonly ('refused' | 'failed' | 'busy' | 'undecided' | 'transferred')[];
  /** When a key is pressed if none waits, in ms after the one before. */
  readonly keys: readonly { readonly after: number; readonly key: Key }[];
  readonly answers: boolean;
}

export interface Measured {
  readonly longestSilence: number;
  /** When the first answer or rejection was sent; null: none was. */
  readonly settledAt: number | null;
  /** The most nodes that were entered without waiting for the caller or for time. */
  readonly longestRush: number;
  readonly requests: number;
  /** The Graph operations that were asked for. */
  readonly operations: ReadonlySet<string>;
  readonly lasted: number;
  readonly entered: ReadonlySet<string>;
  readonly transcript: readonly TranscriptEntry[];
  readonly over: boolean;
}

interface Scheduled {
  readonly at: number;
  readonly order: number;
  readonly event: CallEvent | 'nextKey';
}

export class SlowCall {
  private readonly flow: CompiledFlow;
  private readonly call = testCall(placedAt);
  private readonly world: World;
  private readonly waits: ReadonlySet<string>;
  private readonly scheduled: Scheduled[] = [];
  private readonly transcript: TranscriptEntry[] = [];
  private readonly entered = new Set<string>();
  private readonly done = new Map<string, number>();
  private state: CallState;
  private order = 0;
  private sequence = 0;
  private requests = 0;
  private settledAt: number | null = null;
  private rush = 0;
  private longestRush = 0;
  private sounding: {
    readonly operation: OperationId;
    readonly from: number;
    readonly until: number;
  } | null = null;
  private ringing = false;
  private quietSince: number | null = null;
  private longestSilence = 0;

  constructor(flow: CompiledFlow, world: World) {
    this.flow = flow;
    this.world = world;
    this.waits = new Set(
      partsOf(flow).flatMap(({ id, nodes }) =>
        [...nodes].flatMap(([name, { type }]) => (type === 'wait' ? [`${id}/${name}`] : [])),
      ),
    );
    const first = begin(flow, this.call);
    this.state = first.state;
    this.take(first);
    this.scheduleKey(0, 0);
  }

  run(mostSteps = 4_000): Measured {
    for (let count = 0; count < mostSteps && !isOver(this.state); count++) {
      const next = this.next();
      if (next === null) break;
      this.handle(next);
    }
    const { longestSilence, settledAt, longestRush, requests, entered } = this;
    const lasted = this.state.now - placedAt;
    const transcript = inOrder(this.transcript);
    return {
      longestSilence,
      settledAt,
      longestRush,
      requests,
      operations: new Set(this.done.keys()),
      lasted,
      entered,
      transcript,
      over: isOver(this.state),
    };
  }

  private next(): CallEvent | 'nextKey' | null {
    this.scheduled.sort((one, other) => one.at - other.at || one.order - other.order);
    const [first] = this.scheduled;
    const deadline = nextDeadline(this.state);
    if (first !== undefined && (deadline === null || first.at <= deadline.at)) {
      this.scheduled.shift();
      this.noteSound(first.at);
      if (first.event === 'nextKey') this.pressedAt = first.at;
      return first.event;
    }
    return deadline === null ? null : { kind: 'deadline', at: deadline.at };
  }

  private pressedAt = 0;

  private handle(event: CallEvent | 'nextKey'): void {
    if (event !== 'nextKey') {
      this.feed(event);
      return;
    }
    const index = this.sequence;
    const at = later(placedAt, this.pressedAt - placedAt);
    const key = this.world.keys[index];
    const idle = this.state.stage === 'established' && this.state.keys.ready.length === 0;
    if (key === undefined) return;
    if (!idle) {
      this.scheduleKeyAt(this.pressedAt + 500);
      return;
    }
    this.sequence += 1;
    this.endSilence(at);
    this.feed({ kind: 'tone', sequence: this.sequence, key: key.key, at });
    this.scheduleKey(this.sequence, this.pressedAt);
  }

  private feed(event: CallEvent): void {
    this.endOfSound(event);
    const result = step(this.flow, this.call, this.state, event);
    this.state = result.state;
    this.take(result);
  }

  private take(result: Step): void {
    this.transcript.push(...result.transcript);
    for (const entry of result.transcript) this.countRush(entry);
    for (const command of result.commands) this.perform(command);
    this.observe();
  }

  private countRush(entry: TranscriptEntry): void {
    if (entry.kind === 'input' || this.waits.has(`${entry.flow}/${entry.node}`)) this.rush = 0;
    if (entry.kind !== 'enter') return;
    if (entry.flow === this.flow.id) this.entered.add(entry.node);
    this.rush += 1;
    this.longestRush = Math.max(this.longestRush, this.rush);
  }

  /** Silence goes on while the call is up, nothing sounds or rings, and no input timer runs. */
  private observe(): void {
    const { now } = this.state;
    if (!this.isSounding(now) && this.mayBeSilent()) this.quietSince ??= now;
    else this.endSilence(now);
  }

  private mayBeSilent(): boolean {
    const { stage, answeredAt, deadlines, position } = this.state;
    const up = answeredAt !== null && stage !== 'gone' && position.kind === 'atNode';
    return up && !this.ringing && deadlines.inputTimer === null;
  }

  private isSounding(now: number): boolean {
    if (this.sounding === null || this.sounding.from > now) return false;
    return this.sounding.until > now;
  }

  private endSilence(at: number): void {
    if (this.quietSince !== null) this.longestSilence = Math.max(this.longestSilence, at - this.quietSince);
    this.quietSince = null;
  }

  /** What was asked for has begun to sound, and perhaps ended, before `at`. */
  private noteSound(at: number): void {
    if (this.sounding === null || this.sounding.from > at) return;
    this.endSilence(this.sounding.from);
    if (this.sounding.until > at) return;
    if (this.mayBeSilent()) this.quietSince = this.sounding.until;
    this.sounding = null;
  }

  private endOfSound(event: CallEvent): void {
    if (event.kind === 'operationEnded' && this.sounding?.operation === event.operation) this.sounding = null;
    if (event.kind === 'transferFailed' || event.kind === 'callEnded') this.ringing = false;
  }

  private perform(command: Command): void {
    const nth = this.count(askedOperation(command));
    this.requests += 1;
    if (command.kind === 'answer' || command.kind === 'reject')
      this.settledAt ??= this.state.now + hop - placedAt;
    const slowness = this.world.slowness[this.requests % this.world.slowness.length] ?? 1;
    const at = this.state.now + Math.round((2 * hop + request) * slowness);
    const refused =
      (command.kind === 'playPrompt' && this.world.plays[nth % this.world.plays.length] === 'refused') ||
      (command.kind === 'transfer' &&
        this.world.transfers[nth % this.world.transfers.length] === 'refused') ||
      (command.kind === 'answer' && !this.world.answers);
    const failure = { code: 'graph', status: 500, subcode: null, message: 'refused' } as const;
    const result: CommandResult = refused ? { kind: 'refused', failure } : taken(command);
    if (!refused) this.react(command, nth, at, slowness);
    this.schedule(at, { kind: 'commandResult', command: command.id, result });
  }

  private react(command: Command, nth: number, at: number, slowness: number): void {
    switch (command.kind) {
      case 'answer':
        this.schedule(at, { kind: 'audioActive' });
        return;
      case 'playPrompt': {
        const { operation } = command;
        const length = totalLength(command.clips) ?? 0;
        // It sounds when Graph has done what was asked; of its end the decision hears a hop later.
        const from = at - Math.round(hop * slowness);
        this.sounding = { operation, from, until: from + length };
        this.schedule(at + length, {
          kind: 'operationEnded',
          operation,
          succeeded: true,
          result: null,
          reason: null,
          recording: null,
        });
        return;
      }
      case 'graph': {
        // What is told later has been done as late as Graph may say so.
        const { operation } = command;
        const end = { succeeded: true, result: null, reason: null, recording: null } as const;
        if (endsLater(command))
          this.schedule(at + Math.round(ending * slowness), { kind: 'operationEnded', operation, ...end });
        return;
      }
      case 'cancelMediaProcessing':
        this.cutSound(at - Math.round(hop * slowness));
        return;
      case 'transfer':
        this.ring(nth, at);
        return;
      default:
    }
  }

  /** What sounds is stopped; nobody hears of its end. That it ends by itself just then is what A2 leaves out. */
  private cutSound(at: number): void {
    if (this.sounding === null) return;
    const { operation, from } = this.sounding;
    this.sounding = { operation, from, until: Math.max(from, at) };
    const index = this.scheduled.findIndex(
      ({ event }) => event !== 'nextKey' && event.kind === 'operationEnded' && event.operation === operation,
    );
    if (index >= 0) this.scheduled.splice(index, 1);
  }

  private ring(nth: number, at: number): void {
    this.schedule(at, { kind: 'transferProgress', stage: 'transferring' });
    const outcome = this.world.transfers[nth % this.world.transfers.length];
    const result = outcome === 'busy' ? { code: 486, subcode: 0 } : { code: 500, subcode: 7000 };
    if (outcome === 'transferred')
      this.schedule(at + 300, { kind: 'callEnded', result: { code: 0, subcode: 7015 }, transferred: true });
    else if (outcome !== 'undecided') this.schedule(at + 300, { kind: 'transferFailed', result });
  }

  private count(kind: string): number {
    const nth = this.done.get(kind) ?? 0;
    this.done.set(kind, nth + 1);
    return nth;
  }

  private scheduleKey(index: number, from: number): void {
    const key = this.world.keys[index];
    if (key !== undefined) this.scheduleKeyAt((index === 0 ? placedAt : from) + key.after);
  }

  private scheduleKeyAt(at: number): void {
    this.order += 1;
    this.scheduled.push({ at, order: this.order, event: 'nextKey' });
  }

  private schedule(at: number, event: DistributiveOmit<CallEvent, 'at'>): void {
    this.order += 1;
    const stamped: CallEvent = { ...event, at: later(placedAt, at - placedAt) };
    if (event.kind === 'transferProgress') this.ringsFrom(at);
    this.scheduled.push({ at, order: this.order, event: stamped });
  }

  private ringsFrom(at: number): void {
    this.endSilence(at);
    this.ringing = true;
  }
}

type DistributiveOmit<Union, Member extends string> = Union extends unknown ? Omit<Union, Member> : never;
