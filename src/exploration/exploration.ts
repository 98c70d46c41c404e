import { instant, isoInstant } from '../call/index.ts';
import type { Milliseconds } from '../call/index.ts';
import { compileFlow } from '../flow/index.ts';
import type { BoundFlow, CompiledFlow } from '../flow/index.ts';
import { rehearse } from '../rehearsal/index.ts';
import type { Coverage, ScenarioResult } from '../rehearsal/index.ts';
import type { Scenario } from '../scenario/index.ts';
import type { Breach } from './breach.ts';
import { Improviser } from './caller/improviser.ts';
import { Navigator } from './caller/navigator.ts';
import { chooseTemper, patient } from './caller/temper.ts';
import { readDictionary } from './dictionary.ts';
import type { Dictionary } from './dictionary.ts';
import { Knowledge } from './knowledge.ts';
import { Random } from './random.ts';
import { chooseTime, occasionsOf } from './samples/sample-times.ts';
import type { Occasions } from './samples/sample-times.ts';
import { shrinkCaller } from './shrink-caller.ts';
import { tryCaller } from './trial.ts';
import { waysThrough } from './ways.ts';
import type { Way } from './ways.ts';

export interface ExplorationOptions {
  /** The same seed gives the same callers. */
  readonly seed: number;
  /** How many callers there are at most. */
  readonly runs: number;
  /** The longest silence that a flow may make by itself. */
  readonly silence: Milliseconds;
}

/** Something that must hold for every flow, and a caller for whom it does not. */
export interface Finding extends Breach {
  /** Which of the generated callers it was, from 1. */
  readonly run: number;
  /** The smallest caller that was found for it. */
  readonly caller: Scenario;
}

/** Findings that are told apart; more would hide the first ones. */
const mostFindings = 10;

/** Generated callers walk a flow, one after the other. Pure: it has no clock and no chance of its own. */
export class Exploration {
  readonly #knowledge: Knowledge;
  readonly #bound: BoundFlow;
  readonly #flow: CompiledFlow;
  readonly #options: ExplorationOptions;
  readonly #ways: readonly Way[];
  readonly #dictionary: Dictionary;
  readonly #occasions: Occasions;
  readonly #findings = new Map<string, Finding>();
  #runs = 0;

  constructor(bound: BoundFlow, options: ExplorationOptions) {
    this.#bound = bound;
    this.#flow = compileFlow(bound);
    this.#options = options;
    this.#ways = waysThrough(this.#flow);
    this.#dictionary = readDictionary(this.#flow);
    this.#occasions = occasionsOf(this.#flow);
    this.#knowledge = new Knowledge(this.#flow, this.#ways);
  }

  get runs(): number {
    return this.#runs;
  }

  /** Which nodes and outcomes the callers went through so far. */
  get coverage(): Coverage {
    return this.#knowledge.coverage;
  }

  get findings(): readonly Finding[] {
    return [...this.#findings.values()];
  }

  /** Lets one more caller call; false: all have. */
  next(): boolean {
    if (this.#runs >= this.#options.runs || this.#findings.size >= mostFindings) return false;
    this.#runs += 1;
    const { caller, improvised } = this.#improvise();
    const { silence } = this.#options;
    const { breaches, result } = tryCaller(this.#bound, caller, silence);
    for (const breach of breaches) this.#keep(breach, caller);
    if (result !== null) this.#knowledge.learn(result.coverage);
    if (result !== null && !isSame(improvised(), result)) this.#doubt(caller, result);
    return true;
  }

  /** A caller who decides as the call goes. What is thrown meanwhile is thrown when one asks how it went. */
  #improvise(): { readonly caller: Scenario; readonly improvised: () => ScenarioResult } {
    const random = new Random(Math.imul(this.#options.seed, 0x9e3779b1) ^ Math.imul(this.#runs, 0x85ebca6b));
    const navigator = new Navigator(this.#ways, this.#knowledge.chooseGoal(random), this.#knowledge, random);
    const temper = navigator.isLingering ? patient : chooseTemper(random);
    const improviser = new Improviser({
      flow: this.#flow,
      navigator,
      temper,
      dictionary: this.#dictionary,
      random,
    });
    const caller: Scenario = {
      scenario: `generated caller ${this.#runs} of seed ${this.#options.seed}`,
      flow: this.#flow.id,
      at: isoInstant(instant(chooseTime(this.#occasions, random))),
      mocks: { http: improviser.mocks },
      steps: improviser.steps,
    };
    const see = improviser.see.bind(improviser);
    try {
      const result = rehearse(this.#bound, caller, { see, steps: improviser });
      return { caller, improvised: () => result };
    } catch (error) {
      return {
        caller,
        improvised: () => {
          throw error;
        },
      };
    }
  }

  /** E8. What the caller who decided saw is another call than the one that was written down: run again, it must be the latter. */
  #doubt(caller: Scenario, result: ScenarioResult): void {
    const again = tryCaller(this.#bound, caller, this.#options.silence).result;
    if (again !== null && isSame(again, result)) return;
    this.#keep(
      {
        rule: 'E8',
        what: 'The same caller twice was not the same call.',
        why: 'A decision depends on something besides the state of the call and what happened.',
        next: 'This is a defect of the interpreter: report it with this scenario.',
        about: '',
        at: 0,
      },
      caller,
    );
  }

  #keep(breach: Breach, caller: Scenario): void {
    const key = JSON.stringify([breach.rule, breach.about]);
    if (this.#findings.has(key)) return;
    const isTheSame = (other: Scenario): boolean =>
      tryCaller(this.#bound, other, this.#options.silence).breaches.some(
        ({ rule, about }) => rule === breach.rule && about === breach.about,
      );
    const small = breach.rule === 'E8' ? caller : shrinkCaller(caller, isTheSame);
    const { breaches } = tryCaller(this.#bound, small, this.#options.silence);
    const found =
      breaches.find(({ rule, about }) => rule === breach.rule && about === breach.about) ?? breach;
    const never = found.never === undefined ? [] : [found.never];
    this.#findings.set(key, {
      ...found,
      run: this.#runs,
      caller: never.length === 0 ? small : { ...small, never },
    });
  }
}

const isSame = (one: ScenarioResult, other: ScenarioResult): boolean =>
  JSON.stringify(one.transcript) === JSON.stringify(other.transcript) && one.end === other.end;
