import { later, milliseconds, ownMember } from '../call/index.ts';
import type { Instant, LabelledClip, TranscriptEntry } from '../call/index.ts';
import { partOf, partsOf, resolveTarget, totalLength } from '../flow/index.ts';
import type { CompiledFlow } from '../flow/index.ts';
import type { CallState, Step } from '../interpreter/index.ts';
import type { Beginning } from './beginning.ts';
import { captionOf } from './captions.ts';
import type { Captions } from './captions.ts';

interface ObserverPorts {
  readonly now: () => Instant;
  readonly schedule: (at: Instant, run: () => void) => void;
  /** Told in the order in which things begin. */
  readonly told: (beginnings: readonly Beginning[]) => void;
}

/** A play item that was asked for and has a time to begin. */
interface Item {
  readonly play: string;
  readonly words: string | null;
  readonly at: Instant;
  readonly until: Instant;
}

/** What one request plays to somebody. */
interface Audible {
  readonly operation: string;
  readonly items: readonly Item[];
}

const listeners = ['caller', 'agent'] as const;

/** Sees from the steps of the interpreter what begins in a call, the moment it begins. */
export class Observer {
  readonly #flow: CompiledFlow;
  readonly #captions: Captions;
  readonly #ports: ObserverPorts;
  #isAnswered = false;
  #audible: readonly Audible[] = [];
  /** The recording that was asked for, and from when on it records. */
  #recording: { readonly operation: string; readonly from: Instant } | null = null;

  constructor(flow: CompiledFlow, captions: Captions, ports: ObserverPorts) {
    this.#flow = flow;
    this.#captions = captions;
    this.#ports = ports;
  }

  /** When the item that sounds now began, of those that are called so; null: none sounds. */
  soundsSince(play: string): Instant | null {
    const now = this.#ports.now();
    const items = this.#audible.flatMap((audible) => audible.items);
    return items.find((item) => isCalled(item, play) && item.at <= now && now < item.until)?.at ?? null;
  }

  isAnswered(): boolean {
    return this.#isAnswered;
  }

  idOfTarget(name: string): string | null {
    for (const { document } of partsOf(this.#flow)) {
      const written = ownMember(document.targets, name);
      if (written === undefined) continue;
      const { target } = resolveTarget(written);
      return target.kind === 'phone' ? target.number : target.id;
    }
    return null;
  }

  isRecording(): boolean {
    return this.#recording !== null && this.#recording.from <= this.#ports.now();
  }

  observe({ state, effects, transcript }: Step): void {
    const { now } = this.#ports;
    const told = transcript.flatMap((entry) => this.#begunBy(entry));
    const asked = effects.flatMap((effect): readonly Beginning[] =>
      effect.kind === 'http' ? [{ at: now(), kind: 'http', url: effect.url }] : [],
    );
    this.#ports.told([
      ...this.#answered(state),
      ...told,
      ...asked,
      ...this.#begunToSound(state),
      ...this.#begunToRecord(state),
    ]);
  }

  #answered({ stage }: CallState): readonly Beginning[] {
    if (this.#isAnswered || stage !== 'established') return [];
    this.#isAnswered = true;
    return [{ at: this.#ports.now(), kind: 'answered' }];
  }

  #begunBy(entry: TranscriptEntry): readonly Beginning[] {
    const { at } = entry;
    switch (entry.kind) {
      case 'enter': {
        const { node, flow } = entry;
        const target = this.#targetOf(entry);
        const entered = { at, kind: 'node', node, flow } as const;
        return target === null ? [entered] : [entered, { at, kind: 'transfer', target }];
      }
      case 'event':
        return [{ at, kind: 'event', name: entry.name }];
      case 'end':
        return [{ at, kind: 'end', end: entry.end }];
      default:
        return [];
    }
  }

  /** Where a node transfers to; null: it transfers nobody. */
  #targetOf({ flow, node }: TranscriptEntry): string | null {
    const part = partOf(this.#flow, flow);
    const bound = part?.nodes.get(node);
    return bound?.transfersTo ?? null;
  }

  /** Items that begin now; those that follow in the same request are looked at when their time has come. */
  #begunToSound({ playing, recording }: CallState): readonly Beginning[] {
    const before = new Set(this.#audible.map(({ operation }) => operation));
    const requests = listeners.flatMap((listener) => {
      const { sounding } = playing[listener];
      if (sounding?.phase.kind !== 'sounding') return [];
      return [{ ...sounding, since: sounding.phase.since }];
    });
    const recorded = recordingSince(recording);
    const prompt = recorded === null ? [] : [{ ...recorded, clips: recorded.prompt }];
    this.#audible = [...requests, ...prompt].map(({ operation, clips, since }) => ({
      operation,
      items: this.#itemsOf(clips, since),
    }));
    return this.#audible.flatMap((audible) => (before.has(audible.operation) ? [] : this.#begin(audible)));
  }

  #begin(audible: Audible): readonly Beginning[] {
    const { now, schedule, told } = this.#ports;
    const [begun, coming] = [
      audible.items.filter(({ at }) => at <= now()),
      audible.items.filter(({ at }) => at > now()),
    ];
    for (const item of coming) {
      schedule(item.at, () => {
        if (this.#audible.some(({ operation }) => operation === audible.operation)) told([begins(item)]);
      });
    }
    return begun.map(begins);
  }

  #itemsOf(clips: readonly LabelledClip[], since: Instant): readonly Item[] {
    const items: Item[] = [];
    let at = since;
    for (const clip of clips) {
      const { length, play } = clip;
      // What follows audio of unknown length begins nobody knows when.
      const until = length === null ? later(at, Infinity) : later(at, length);
      if (play !== null && Number.isFinite(at))
        items.push({ play, words: captionOf(this.#captions, clip), at, until });
      at = until;
    }
    return items;
  }

  #begunToRecord({ recording }: CallState): readonly Beginning[] {
    const recorded = recordingSince(recording);
    if (recorded === null) {
      this.#recording = null;
      return [];
    }
    const { operation, since, prompt } = recorded;
    if (this.#recording?.operation === operation) return [];
    const at = later(since, totalLength(prompt) ?? milliseconds(0));
    this.#recording = { operation, from: at };
    const beep = { at, kind: 'beep' } as const;
    if (at <= this.#ports.now()) return [beep];
    this.#ports.schedule(at, () => {
      if (this.#recording?.operation === operation) this.#ports.told([beep]);
    });
    return [];
  }
}

/** A recording that Graph has taken; null: there is none. */
function recordingSince(recording: CallState['recording']) {
  if (recording === null) return null;
  const { operation, prompt, since } = recording;
  return since === null ? null : { operation, prompt, since };
}

const begins = ({ at, play, words }: Item): Beginning => ({ at, kind: 'prompt', play, words });

/** A prompt is known by its name in the catalogue, its audio path or its words. */
export const isCalled = (prompt: Pick<Item, 'play' | 'words'>, name: string): boolean =>
  prompt.play === name || prompt.words === name;
