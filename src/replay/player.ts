import { isKey, keys, ownMember } from '../call/index.ts';
import type { JsonValue, Key, NodeName, RecordedVerdict } from '../call/index.ts';
import { bindNodes, ExpressionFailure } from '../flow/index.ts';
import type { BoundNode, CompiledFlow, Move, NodeEntry, Play } from '../flow/index.ts';
import type { Secrecy } from './hidden-values.ts';
import { isMaskedKey } from './parse-recorded-key.ts';
import type { HiddenSpeech, Tape, Visit } from './taped-flow.ts';

/** What a node did when it decided. */
export interface PlayedVisit extends Visit {
  readonly move: Move<unknown>;
  /** The expressions that it evaluated, and what they gave. */
  readonly evaluated: readonly { readonly of: string; readonly value: JsonValue }[];
  readonly notes: readonly NodeEntry[];
}

/** A flow asks for something that depends on what is masked, and that the recorded flow never asked for. */
export class NotRecorded extends Error {
  override readonly name = 'NotRecorded';
}

/**
 * Decides as the recorded call did wherever something masked is decided about; everything else the nodes decide.
 *
 * RP4 A masked key is judged as it was: it stands for a key that makes the recorded verdict, whatever it was itself.
 */
export class Player implements Tape {
  /** The step that is played: 0 is the beginning, n the n-th event. */
  step = 0;
  #visits: PlayedVisit[] = [];
  #taken: RecordedVerdict[] = [];
  #evaluated: { readonly of: string; readonly value: JsonValue }[] = [];
  #notes: NodeEntry[] = [];
  readonly #byStep = new Map<number, RecordedVerdict[]>();
  readonly #inputs: Extract<RecordedVerdict, { readonly kind: 'input' }>[];
  readonly #standIns = new WeakMap<BoundNode, StandIns>();
  #current: StandIns | undefined = undefined;
  #lastTaken: Key | null = null;
  /** A masked key was taken by a node that shows its keys: it can only put it back. */
  #owesPutBack = false;

  constructor(verdicts: readonly RecordedVerdict[]) {
    this.#inputs = verdicts.filter((verdict) => verdict.kind === 'input');
    for (const verdict of verdicts) {
      if (verdict.kind === 'input') continue;
      const ofStep = this.#byStep.get(verdict.step) ?? [];
      ofStep.push(verdict);
      this.#byStep.set(verdict.step, ofStep);
    }
  }

  /** What was done since it was asked last: the nodes' decisions, and the verdicts that were taken from the record. */
  takeLog(): { readonly visits: readonly PlayedVisit[]; readonly verdicts: readonly RecordedVerdict[] } {
    const log = { visits: this.#visits, verdicts: this.#taken };
    this.#visits = [];
    this.#taken = [];
    return log;
  }

  visit(visit: Visit, decide: () => Move<unknown>, node: BoundNode): Move<unknown> {
    this.#evaluated = [];
    this.#notes = [];
    this.#current = this.#standIns.get(node);
    const done = (move: Move<unknown>): void => {
      this.#visits.push({ ...visit, move, evaluated: this.#evaluated, notes: this.#notes });
    };
    try {
      const move = decide();
      if (this.#owesPutBack) throw new NotRecorded('which key was pressed: it is masked');
      done(move);
      return move;
    } catch (error) {
      if (error instanceof ExpressionFailure) {
        const failure = {
          code: 'expression',
          subcode: null,
          operation: null,
          message: error.message,
        } as const;
        done({ kind: 'fail', failure });
      }
      throw error;
    }
  }

  /** For a `collect` into a sensitive variable: the same without what its value must be, but for the stand-ins. */
  nodeFor(flow: CompiledFlow, name: NodeName, node: BoundNode): BoundNode {
    const written = ownMember(flow.document.nodes, name);
    if (written?.type !== 'collect') return node;
    const standIns = standInsFor(written);
    const changed = { ...written, pattern: `[${standIns.good}*#]*`, check: undefined };
    const patched = bindNodes({ nodes: { [name]: changed } }).get(name) ?? node;
    const chosen = isSensitiveInto(flow, written) ? patched : node;
    this.#standIns.set(chosen, standIns);
    return chosen;
  }

  value(of: string, secrecy: Secrecy, work: () => JsonValue): JsonValue {
    const value = secrecy === 'open' ? work() : this.#recordedValue(of);
    this.#evaluated.push({ of, value });
    return value;
  }

  #recordedValue(of: string): JsonValue {
    const verdict = this.#take(of, ['value', 'failed']);
    if (verdict?.kind === 'value') return verdict.value;
    throw new NotRecorded(`what "${of}" gives with the masked values`);
  }

  speech<Started>(of: string, { items, isHidden }: HiddenSpeech, start: (items: Play) => Started): Started {
    if (!items.some(isHidden)) return start(items);
    const verdict = this.#take(of, ['speech', 'failed']);
    const shown = verdict?.kind === 'speech' ? [...verdict.shown] : null;
    return start(
      items.flatMap((item) => {
        if (!isHidden(item)) return [item];
        // Another version may say the same in other words.
        const said = shown === null ? '•••' : (shown.shift() ?? null);
        return said === null ? [] : [{ tts: said.replaceAll('{', '{{') }];
      }),
    );
  }

  /** The next verdict of this step about `of`; throws where that failed. */
  #take(of: string, kinds: readonly RecordedVerdict['kind'][]): RecordedVerdict | undefined {
    const ofStep = this.#byStep.get(this.step) ?? [];
    const index = ofStep.findIndex(
      (each) => each.kind !== 'input' && each.of === of && kinds.includes(each.kind),
    );
    const [verdict] = index < 0 ? [] : ofStep.splice(index, 1);
    if (verdict === undefined) return undefined;
    this.#taken.push(verdict);
    if (verdict.kind === 'failed')
      throw new ExpressionFailure('EXPRESSION-UNKNOWN', verdict.message, { start: 0, end: 0 });
    return verdict;
  }

  /** RP4. */
  key(taken: Key, masked: boolean, answers: boolean): Key {
    this.#lastTaken = taken;
    const standIns = this.#current;
    if (isMaskedKey(taken) && (!masked || standIns === undefined)) {
      this.#owesPutBack = true;
      return standIns?.good ?? '0';
    }
    if (!masked || standIns === undefined) return taken;
    const verdict = this.#inputs[0];
    const isGood = verdict === undefined || verdict.outcome === 'filled';
    // One that was put back by a node that shows its keys is no secret, but part of a value like the others.
    const isDigit = isMaskedKey(taken) || (digits.includes(taken) && taken !== standIns.terminator);
    if (!answers) return isDigit ? (isGood ? standIns.good : standIns.bad) : taken;
    if (!isMaskedKey(taken)) return taken;
    if (isGood) return standIns.accept;
    return verdict.because === 'mustTerminate' ? standIns.reject : standIns.other;
  }

  putBack(key: Key): Key {
    this.#owesPutBack = false;
    return this.#lastTaken ?? key;
  }

  judged(): void {
    const verdict = this.#inputs.shift();
    if (verdict !== undefined) this.#taken.push(verdict);
  }

  noted(entry: NodeEntry): void {
    this.#notes.push(entry);
  }

  asked(): void {
    // What comes of it is in the events.
  }
}

/** The keys that stand for masked ones at a node. */
interface StandIns {
  /** For a digit of a value that was accepted, and of one that was not. */
  readonly good: Key;
  readonly bad: Key;
  /** What answers a `confirm`. */
  readonly accept: Key;
  readonly reject: Key;
  readonly other: Key;
  readonly terminator: Key;
}

const digits: readonly Key[] = keys.filter((key) => key !== '*' && key !== '#');

function standInsFor(collect: object): StandIns {
  const written: Readonly<Record<string, unknown>> = { ...collect };
  const confirm: Readonly<Record<string, unknown>> =
    typeof written.confirm === 'object' && written.confirm !== null ? { ...written.confirm } : {};
  const accept = keyOr(confirm.accept, '1');
  const reject = keyOr(confirm.reject, '2');
  const terminator = keyOr(written.terminator, '#');
  const [good, bad] = digits.filter((key) => key !== terminator);
  const other = digits.find((key) => key !== accept && key !== reject);
  return { good: good ?? '0', bad: bad ?? '1', accept, reject, other: other ?? '0', terminator };
}

const keyOr = (written: unknown, usual: Key): Key =>
  typeof written === 'string' && isKey(written) ? written : usual;

function isSensitiveInto({ document }: CompiledFlow, node: object): boolean {
  if (!('into' in node) || typeof node.into !== 'string') return false;
  const declared = ownMember({ ...document.variables, ...document.params }, node.into);
  return declared?.sensitive === true;
}
