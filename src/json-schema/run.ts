/**
 * What one judgement may cost.
 *
 * J1  Every judgement ends, after a bounded amount of work, whatever schema and value are: what would cost more, or
 *     nest deeper, is given up as too costly.
 */

/** Steps: a schema applied to a value, a member or item looked at, 64 characters compared, and what a pattern costs. */
const mostWork = 2_000_000;
/** Schemas within schemas, also by reference. Well below what the stack of the slowest runtime takes. */
const deepest = 500;

export class TooCostly extends Error {
  override readonly name = 'TooCostly';
}

export class Run {
  #work = mostWork;
  #depth = 0;

  /** @throws TooCostly when all work is used up. */
  spend(work: number): void {
    this.#work -= work;
    if (this.#work < 0) throw new TooCostly('The judgement was given up: it costs too much.');
  }

  /** Runs `judge` one level deeper. */
  nested<Result>(judge: () => Result): Result {
    this.spend(1);
    if (this.#depth >= deepest) throw new TooCostly('The judgement was given up: it nests too deep.');
    this.#depth += 1;
    try {
      return judge();
    } finally {
      this.#depth -= 1;
    }
  }
}
