import type { Random } from '../random.ts';
import { distancesTo, enduring, others } from '../ways.ts';
import type { Way } from '../ways.ts';

/** How often each outcome was taken, and each node entered, so far. */
export interface Experience {
  readonly taken: ReadonlyMap<string, number>;
  readonly entered: ReadonlyMap<string, number>;
}

/** How likely a caller goes where the way to the goal leads. */
const obedience = 0.9;
/** So many nodes, at most, are gone through before a caller hangs up on purpose. */
const longestBeforeHangingUp = 25;

/** Decides where a caller wants to go next: mostly towards one goal, of which the search knows least. */
export class Navigator {
  readonly #ways: ReadonlyMap<string, readonly Way[]>;
  readonly #distances: ReadonlyMap<string, number>;
  readonly #goal: Way | null;
  readonly #experience: Experience;
  readonly #random: Random;
  readonly #enduring: ReadonlySet<string>;
  /** What a call has been through decides what its handlers do: the caller stays for so many nodes. */
  #nodesBeforeHangingUp: number;

  constructor(ways: readonly Way[], goal: Way | null, experience: Experience, random: Random) {
    const byNode = new Map<string, Way[]>();
    for (const way of ways) byNode.set(way.from, [...(byNode.get(way.from) ?? []), way]);
    this.#ways = byNode;
    this.#goal = goal;
    this.#experience = experience;
    this.#random = random;
    this.#distances = goal === null ? new Map() : distancesTo(ways, (way) => way === goal);
    this.#enduring = goal === null ? new Set() : enduring(ways);
    this.#nodesBeforeHangingUp = random.chance(0.3) ? 0 : random.between(1, longestBeforeHangingUp);
  }

  /** Whether the goal is to let the time of a call run out: that takes patience all the way. */
  get isLingering(): boolean {
    return this.#goal?.by === others.linger;
  }

  /** What to do in a node: the name of an outcome, or one of the `others`. */
  choose(node: string): string {
    const ways = this.#ways.get(node) ?? [];
    const random = this.#random;
    if (this.isLingering) return this.#linger(ways);
    const nearest = ways.reduce<Way | null>(
      (best, way) => (best === null || this.#stepsFrom(way) < this.#stepsFrom(best) ? way : best),
      null,
    );
    if (nearest !== null && Number.isFinite(this.#stepsFrom(nearest)) && random.chance(obedience)) {
      if (nearest.by !== others.hangUp) return nearest.by;
      this.#nodesBeforeHangingUp -= 1;
      if (this.#nodesBeforeHangingUp < 0) return nearest.by;
    }
    const way = random.weighted(ways, (each) => this.#novelty(each));
    return way === undefined || random.chance(0.1) ? others.nothing : way.by;
  }

  /** Goes on in circles. */
  #linger(ways: readonly Way[]): string {
    const onwards = ways.filter(({ to, outcome }) => outcome !== null && this.#enduring.has(to));
    return this.#random.weighted(onwards, (way) => this.#novelty(way))?.by ?? others.nothing;
  }

  #stepsFrom(way: Way): number {
    if (way === this.#goal) return 0;
    return this.#distances.get(way.to) ?? Infinity;
  }

  /** What was seldom done is done more often, and hanging up or failing seldom. */
  #novelty({ by, to, outcome }: Way): number {
    if (by === others.linger) return 0;
    if (outcome === null) return 0.05;
    const { taken, entered } = this.#experience;
    return 1 / (1 + (taken.get(outcome) ?? 0)) + 1 / (1 + (entered.get(to) ?? 0)) + 0.02;
  }
}
