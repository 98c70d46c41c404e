/**
 * A call on the pure interpreter: a virtual clock, a Graph that answers at once, and a caller who acts at
 * given times. No shell, no HTTP: what the other ways of running the same scenario are compared with.
 */
import { graphCallId, instant, inOrder, isKey, later, noSchedules } from '../../src/call/index.ts';
import type {
  CallEvent,
  CallFacts,
  Command,
  CommandId,
  CommandOf,
  CommandResult,
  ConsultationNews,
  Effect,
  EffectResult,
  GraphCallId,
  Instant,
  Key,
  NotifiedEvent,
  OperationId,
  RecordingPlace,
  ResultInfo,
  TranscriptEntry,
} from '../../src/call/index.ts';
import type { CompiledFlow } from '../../src/flow/index.ts';
import { scheduleOrder } from '../../src/flow/index.ts';
import { workOutSchedules } from '../../src/schedules/index.ts';
import { operations } from '../../src/operations/index.ts';
import { begin, isOver, nextDeadline, step } from '../../src/interpreter/index.ts';
import type { CallState } from '../../src/interpreter/index.ts';

/** How Graph and the called parties behave; everything else succeeds at once. */
export interface GraphBehaviour {
  readonly transfer?: (
    attempt: number,
  ) => 'transferred' | 'silent' | { readonly code: number; readonly subcode: number };
  /** What becomes of an invitation after 300 ms; left out: they come. */
  readonly invited?: (attempt: number) => 'come' | 'silent' | ResultInfo;
  /** What becomes of a call for a hand-over; left out: it is answered after 300 ms. */
  readonly called?: (attempt: number) => readonly CallNews[];
  /** The result of a command; null: accepted. */
  readonly result?: (command: Command, attempt: number) => CommandResult | null;
  /** What becomes of an effect, and after how many ms; null: nothing is ever heard of it. */
  readonly effect?: (effect: Effect, attempt: number) => EffectDone | null;
  /** What those do whom the call is made to; left out: they answer. */
  readonly callees?: 'answer' | 'silent' | ResultInfo;
  /** How a recording ends; null, or left out: nothing is ever heard of it. */
  readonly record?: (command: CommandOf<'recordResponse'>) => RecordingDone | null;
  /** False: the call is answered, but its audio never becomes active. */
  readonly audioBecomesActive?: boolean;
  /** False: the end of this play is never heard. */
  readonly endIsHeard?: (command: Command) => boolean;
}

/** Something that is heard of a call so many ms after it was asked for. */
export interface CallNews {
  readonly after: number;
  readonly news: ConsultationNews;
}

export interface RecordingDone {
  readonly after: number;
  readonly result: ResultInfo;
  readonly recording: RecordingPlace | null;
}

export interface EffectDone {
  readonly after?: number;
  readonly result: EffectResult;
}

interface Scheduled {
  readonly at: Instant;
  readonly order: number;
  readonly event: CallEvent;
}

export class PureCall {
  readonly flow: CompiledFlow;
  readonly call: CallFacts;
  readonly transcript: TranscriptEntry[] = [];
  readonly commands: Command[] = [];
  readonly effects: Effect[] = [];
  readonly states: CallState[] = [];
  state: CallState;
  private readonly graph: GraphBehaviour;
  private readonly scheduled: Scheduled[] = [];
  /** What sounds in each call; the caller's has no id of its own here. */
  private readonly sounding = new Map<GraphCallId | null, OperationId>();
  private order = 0;
  private sequence = 0;
  private readonly attempts = new Map<string, number>();

  constructor(flow: CompiledFlow, call: CallFacts, graph: GraphBehaviour = {}) {
    this.flow = flow;
    this.call = call;
    this.graph = graph;
    const order = scheduleOrder(flow, call);
    const first = begin(flow, call, order === null ? noSchedules : workOutSchedules(order));
    this.state = first.state;
    this.take(first);
  }

  get now(): Instant {
    return this.state.now;
  }

  /** The scripted caller or Graph does something `after` ms from the start of the call. */
  at(after: number, event: NotifiedEvent): this {
    this.schedule(later(this.call.startedAt, after), event);
    return this;
  }

  /** Presses keys, the first `after` ms from the start of the call, `gap` ms apart. */
  press(after: number, keys: string, gap = 200): this {
    Array.from(keys).forEach((text, index) => {
      const key: Key | null = isKey(text) ? text : null;
      this.sequence += 1;
      this.at(after + index * gap, { kind: 'tone', sequence: this.sequence, key });
    });
    return this;
  }

  hangUp(after: number): this {
    return this.at(after, { kind: 'callEnded', result: null, transferred: false });
  }

  /** Runs until the call is over, or up to `until` ms from its start. */
  run(until = 24 * 3_600_000): this {
    const end = later(this.call.startedAt, until);
    for (let event = this.next(end); event !== null && !isOver(this.state); event = this.next(end))
      this.feed(event);
    return this;
  }

  feed(event: CallEvent): void {
    const next = step(this.flow, this.call, this.state, event);
    this.state = next.state;
    this.take(next);
  }

  entries(): readonly TranscriptEntry[] {
    return inOrder(this.transcript);
  }

  private next(end: Instant): CallEvent | null {
    this.scheduled.sort((one, other) => one.at - other.at || one.order - other.order);
    const [event] = this.scheduled;
    const deadline = nextDeadline(this.state);
    if (event !== undefined && (deadline === null || event.at <= deadline.at)) {
      if (event.at > end) return null;
      this.scheduled.shift();
      return event.event;
    }
    return deadline === null || deadline.at > end ? null : { kind: 'deadline', at: deadline.at };
  }

  private take(result: ReturnType<typeof begin>): void {
    this.states.push(result.state);
    this.transcript.push(...result.transcript);
    for (const command of result.commands) this.perform(command);
    for (const effect of result.effects) this.start(effect);
  }

  private start(effect: Effect): void {
    this.effects.push(effect);
    const attempt = this.effects.filter(({ kind }) => kind === effect.kind).length;
    const done = this.graph.effect?.(effect, attempt) ?? null;
    if (done === null) return;
    const { after = 0, result } = done;
    this.schedule(later(this.now, after), { kind: 'effectResult', effect: effect.id, result });
  }

  private perform(command: Command): void {
    this.commands.push(command);
    const attempt = (this.attempts.get(command.kind) ?? 0) + 1;
    this.attempts.set(command.kind, attempt);
    const result = this.graph.result?.(command, attempt) ?? success(command);
    this.schedule(this.now, { kind: 'commandResult', command: command.id, result });
    if (result.kind !== 'accepted' && result.kind !== 'created') return;
    this.react(command, attempt);
  }

  private react(command: Command, attempt: number): void {
    switch (command.kind) {
      case 'answer':
        if (this.graph.audioBecomesActive !== false) this.schedule(this.now, { kind: 'audioActive' });
        return;
      case 'playPrompt': {
        const { operation, clips } = command;
        const until = later(
          this.now,
          clips.reduce((sum, clip) => sum + (clip.length ?? 0), 0),
        );
        this.sounding.set(command.graphCallId, operation);
        if (this.graph.endIsHeard?.(command) === false) return;
        this.endOperation(until, operation, { succeeded: true, result: null });
        return;
      }
      case 'recordResponse': {
        const ended = this.graph.record?.(command) ?? null;
        if (ended === null) return;
        const { after, result, recording } = ended;
        this.sounding.set(command.graphCallId, command.operation);
        const succeeded = result.code < 400;
        this.endOperation(later(this.now, after), command.operation, { succeeded, result, recording });
        return;
      }
      case 'cancelMediaProcessing':
        this.cancelSounding(command.graphCallId);
        return;
      case 'createCall':
        if (command.callee.kind === 'target') this.ring(command, attempt);
        else if (command.callee.kind === 'people') this.ringCallees();
        else if (this.graph.audioBecomesActive !== false) this.schedule(this.now, { kind: 'audioActive' });
        return;
      case 'inviteParticipants': {
        const fate = this.graph.invited?.(attempt) ?? 'come';
        if (fate === 'silent') return;
        const succeeded = fate === 'come';
        const result = fate === 'come' ? null : fate;
        this.endOperation(later(this.now, 300), command.operation, { succeeded, result });
        return;
      }
      case 'transfer':
        this.decideTransfer(attempt);
        return;
      default:
    }
  }

  /** Like Graph: what is cancelled ends at once, as failed with 400/8508. */
  private cancelSounding(call: GraphCallId | null): void {
    const operation = this.sounding.get(call);
    const ends = ({ event }: Scheduled): boolean =>
      event.kind === 'operationEnded' && event.operation === operation;
    const index = this.scheduled.findIndex(ends);
    if (operation === undefined || index < 0) return;
    this.scheduled.splice(index, 1);
    this.endOperation(this.now, operation, { succeeded: false, result: { code: 400, subcode: 8508 } });
  }

  /** Whoever is called answers after 300 ms, unless told otherwise. */
  private ring({ id }: CommandOf<'createCall'>, attempt: number): void {
    const told = { kind: 'consultation', consultation: id, graphCallId: agentCall(id) } as const;
    const usual: readonly CallNews[] = [{ after: 300, news: { kind: 'answered' } }];
    for (const { after, news } of this.graph.called?.(attempt) ?? usual)
      this.schedule(later(this.now, after), { ...told, news });
  }

  /** Those whom the call is made to answer after 300 ms, unless told otherwise. */
  private ringCallees(): void {
    const fate = this.graph.callees ?? 'answer';
    if (fate === 'silent') return;
    const at = later(this.now, 300);
    if (fate === 'answer') this.schedule(at, { kind: 'audioActive' });
    else this.schedule(at, { kind: 'callEnded', result: fate, transferred: false });
  }

  private decideTransfer(attempt: number): void {
    const verdict = this.graph.transfer?.(attempt) ?? 'transferred';
    if (verdict === 'silent') return;
    const at = later(this.now, 300);
    this.schedule(this.now, { kind: 'transferProgress', stage: 'transferring' });
    if (verdict === 'transferred') {
      this.schedule(at, { kind: 'transferProgress', stage: 'transferAccepted' });
      this.schedule(at, { kind: 'callEnded', result: { code: 0, subcode: 7015 }, transferred: true });
    } else {
      this.schedule(at, { kind: 'transferFailed', result: verdict });
    }
  }

  private endOperation(
    at: Instant,
    operation: OperationId,
    end: {
      readonly succeeded: boolean;
      readonly result: ResultInfo | null;
      readonly recording?: RecordingPlace | null;
    },
  ): void {
    this.schedule(at, { kind: 'operationEnded', operation, reason: null, recording: null, ...end });
  }

  private schedule(
    at: Instant,
    event:
      | NotifiedEvent
      | { kind: 'commandResult'; command: CommandId; result: CommandResult }
      | { kind: 'effectResult'; effect: CommandId; result: EffectResult },
  ): void {
    this.order += 1;
    this.scheduled.push({ at, order: this.order, event: { ...event, at } });
  }
}

/** Graph's id of the call that a command asked for. */
export const agentCall = (command: CommandId): GraphCallId => graphCallId(`agent-${command}`);

function success(command: Command): CommandResult {
  if (command.kind === 'graph') return { kind: 'answered', status: 200, body: null, isOver: true };
  const status = operations[command.kind].successStatus;
  return command.kind === 'createCall'
    ? { kind: 'created', status, graphCallId: agentCall(command.id) }
    : { kind: 'accepted', status };
}

/** The instant at which the calls of these tests are placed. */
export const placedAt = instant(Date.UTC(2026, 9, 26, 9, 0, 0));
