import { commandId, later, latest, maskedKey, operationId } from '../call/index.ts';
import type {
  CallEnd,
  CallFacts,
  Command,
  CommandId,
  CommandKind,
  CommandOrder,
  Effect,
  EffectOrder,
  GraphCallId,
  Instant,
  NodeName,
  OperationId,
  TranscriptEntry,
} from '../call/index.ts';
import { partOf } from '../flow/index.ts';
import type { CompiledFlow, Failure } from '../flow/index.ts';
import type { CallState, InFlight, Leg, Place, Position, QueuedCommand } from './call-state.ts';
import type { DeadlineName } from './deadlines.ts';
import type { KeyFate, PressedKey } from './key-buffer.ts';
import type { SoundedItem } from './sounding.ts';

/**
 * The working copy of a call within one step: what the parts of the interpreter read and change. It comes
 * from a state and becomes one again; nothing of it outlives the step.
 *
 * I5  At most one command is in flight; the others wait in the outbox, in the order of their posting.
 * I6  A call that is over changes no more: its outbox is empty and it has no deadline.
 */
export class CallDraft {
  /** The flow that the call began with: its `on`, its limits. */
  readonly root: CompiledFlow;
  readonly call: CallFacts;
  state: CallState;
  readonly commands: Command[] = [];
  readonly effects: Effect[] = [];
  readonly transcript: TranscriptEntry[] = [];
  readonly keyFates: KeyFate[] = [];

  constructor(flow: CompiledFlow, call: CallFacts, state: CallState) {
    this.root = flow;
    this.call = call;
    this.state = state;
  }

  /** The flow that the call is in. */
  get flow(): CompiledFlow {
    const { flow } = this.state;
    const found = partOf(this.root, flow);
    if (found === undefined) throw new Error(`The call is in ${flow}, which its flow does not have.`);
    return found;
  }

  get now(): Instant {
    return this.state.now;
  }

  /** The node the call is at, or was at when it ended. */
  get node(): NodeName {
    return this.state.position.node;
  }

  get place(): Place {
    return { flow: this.state.flow, node: this.node };
  }

  change(changes: Partial<CallState>): void {
    this.state = { ...this.state, ...changes };
  }

  moveTo(position: Position): void {
    this.change({ position });
  }

  /** Time never goes back, whatever a late stamp says (I2). */
  advanceTo(at: Instant): void {
    this.change({ now: latest(this.state.now, at) });
  }

  setDeadline(name: DeadlineName, at: Instant | null): void {
    this.change({ deadlines: { ...this.state.deadlines, [name]: at } });
  }

  /** Queues a command; it is sent once everything before it has a result. */
  post(order: CommandOrder, leg: Leg = null): CommandId {
    const id = commandId(this.state.lastCommand + 1);
    const queued = { id, visit: this.state.visit, leg, order };
    this.change({ lastCommand: id, outbox: [...this.state.outbox, queued] });
    return id;
  }

  /** Queues a command that asks Graph for an operation of its own, whose id comes from the command's. */
  postOperation(
    orderFor: (operation: OperationId) => CommandOrder,
    leg: Leg = null,
  ): {
    readonly command: CommandId;
    readonly operation: OperationId;
  } {
    const operation = operationId(`${this.call.id}#${this.state.lastCommand + 1}`);
    return { command: this.post(orderFor(operation), leg), operation };
  }

  /** Takes back a command that was not sent; false if it was. */
  withdraw(id: CommandId): boolean {
    const outbox = this.state.outbox.filter((queued) => queued.id !== id);
    const found = outbox.length < this.state.outbox.length;
    this.change({ outbox });
    return found;
  }

  /** Takes back what a node has asked for and that was not sent: it has been left. */
  withdrawAsked(): void {
    this.change({
      outbox: this.state.outbox.filter(({ order: { kind } }) => kind !== 'transfer' && kind !== 'graph'),
    });
  }

  /** Starts an effect: it is not queued, since nothing has to come before it. */
  start(order: EffectOrder): CommandId {
    const id = commandId(this.state.lastCommand + 1);
    const running = { id, kind: order.kind, visit: this.state.visit };
    this.change({ lastCommand: id, effects: [...this.state.effects, running] });
    this.effects.push({ ...order, id });
    return id;
  }

  /** I5: sends the next command if none is under way. */
  flush(): void {
    const [next, ...outbox] = this.state.outbox;
    if (next === undefined || this.state.inFlight !== null) return;
    const { id, order, visit, leg } = next;
    const graphCallId = this.graphCallOf(next);
    // Nothing can be said of a call that Graph has not named.
    if (graphCallId === null && order.kind !== 'createCall') return;
    const deadline = this.deadlineOf(order.kind);
    const command: Command = { ...order, id, deadline, graphCallId };
    const inFlight: InFlight = { command, sentAt: this.now, place: this.place, visit, leg };
    this.change({ outbox, inFlight });
    this.commands.push(command);
  }

  write(entry: Entry, at: Instant = this.now, place: Place = this.place): void {
    this.transcript.push({ ...entry, at, ...place });
  }

  writeSounded(items: readonly SoundedItem[], place: Place): void {
    for (const { at, ...item } of items) this.write({ kind: 'prompt', ...item }, at, place);
  }

  /** Writes keys that nobody took. In a flow with secrets nobody knows what they were meant for. */
  writeLostKeys(keys: readonly (PressedKey & { readonly swallowed?: boolean })[]): void {
    const masked = this.root.hasSensitiveVariables;
    for (const { swallowed = false, ...key } of keys)
      this.writeKey(key, swallowed ? 'swallowed' : 'lost', masked);
  }

  writeKey({ key, at, sequence }: PressedKey, fate: KeyFate['fate'], masked: boolean): void {
    this.keyFates.push({ sequence, fate, masked });
    this.write({ kind: 'key', key: masked ? maskedKey : key }, at);
  }

  writeFailure({ code, subcode, message }: Failure): void {
    this.write({ kind: 'failure', code, subcode, message });
  }

  writeEnd(end: CallEnd, reason: string | null, at: Instant): void {
    this.write({ kind: 'end', end, reason }, at);
  }

  private graphCallOf({ order, leg }: QueuedCommand): GraphCallId | null {
    if (order.kind === 'createCall') return null;
    if (leg === null) return this.state.graphCallId;
    return this.state.consultations.find(({ command }) => command === leg)?.graphCallId ?? null;
  }

  private deadlineOf(kind: CommandKind): Instant {
    const latestAnswer = later(this.call.startedAt, answerWindow);
    return isBeforeAnswer(kind) ? latestAnswer : later(this.now, patience[kind]);
  }
}

/** A transcript entry without what every entry has. */
type Entry = TranscriptEntry extends infer Each
  ? Each extends unknown
    ? Omit<Each, 'at' | 'node' | 'flow'>
    : never
  : never;

/** What is done about a call that nobody answered yet. */
type BeforeAnswer = 'answer' | 'reject' | 'redirect';
const isBeforeAnswer = (kind: CommandKind): kind is BeforeAnswer =>
  kind === 'answer' || kind === 'reject' || kind === 'redirect';

/** Graph takes an answer within 15 s of the call (Graph calling API, answer). */
const answerWindow = 15_000;

/**
 * How long a command may be tried: longer, and what it does would come too late to make sense. Nobody waits for a
 * hang-up, but a call that is not hung up costs its caller a dead line: it may take minutes.
 */
const patience: Readonly<Record<Exclude<CommandKind, BeforeAnswer>, number>> = {
  subscribeToTone: 10_000,
  playPrompt: 10_000,
  recordResponse: 10_000,
  cancelMediaProcessing: 5_000,
  createCall: 20_000,
  inviteParticipants: 20_000,
  transfer: 20_000,
  keepAlive: 60_000,
  deleteCall: 300_000,
  graph: 20_000,
};
