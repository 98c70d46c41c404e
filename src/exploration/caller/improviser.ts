import { milliseconds } from '../../call/index.ts';
import type { EffectOf, JsonObject } from '../../call/index.ts';
import { partOf } from '../../flow/index.ts';
import type { CompiledFlow } from '../../flow/index.ts';
import type { CallState, Step as Taken } from '../../interpreter/index.ts';
import type { StepSource } from '../../rehearsal/index.ts';
import type { HttpMock, Step } from '../../scenario/index.ts';
import type { Dictionary } from '../dictionary.ts';
import type { Random } from '../random.ts';
import { nodeKey, others } from '../ways.ts';
import { mockFor } from './http-plans.ts';
import { misfortune } from './misfortune.ts';
import type { Navigator } from './navigator.ts';
import { planFor } from './node-plans.ts';
import { promptLength } from './press-times.ts';
import type { Temper } from './temper.ts';

interface Means {
  readonly flow: CompiledFlow;
  readonly navigator: Navigator;
  readonly temper: Temper;
  readonly dictionary: Dictionary;
  readonly random: Random;
}

/** More than anybody does in a call. */
const mostSteps = 400;

/**
 * A caller who decides in each node what comes next, and writes it down as the steps and mocks of a scenario: run
 * again from these, the call is the same.
 */
export class Improviser implements StepSource {
  readonly steps: Step[] = [];
  readonly mocks: HttpMock[] = [];
  readonly #means: Means;
  #state: CallState | null = null;
  #hasBegun = false;
  #decidedVisit = -1;
  #hasHungUp = false;

  constructor(means: Means) {
    this.#means = means;
  }

  /** Decides, where it has not, what comes next. */
  at(index: number): Step | undefined {
    if (index >= this.steps.length && this.steps.length < mostSteps) this.steps.push(...this.#next());
    return this.steps[index];
  }

  /** To be told of each step of the interpreter before its consequences are looked for. */
  see({ state, effects }: Taken): void {
    this.#state = state;
    for (const effect of effects) if (effect.kind === 'http') this.#answer(effect);
  }

  #next(): readonly Step[] {
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      return this.#opening();
    }
    const state = this.#state;
    if (state?.position.kind !== 'atNode' || state.position.answeringFirst) return [];
    if (state.visit === this.#decidedVisit) return [];
    this.#decidedVisit = state.visit;
    // When the caller has gone, things can still go wrong, and nothing else.
    const isGone = this.#hasHungUp || state.stage === 'gone';
    const planned = this.#decide(state).filter((step) => !isGone || 'fault' in step);
    return planned.length === 0 ? [] : [{ expect: { node: state.position.node } }, ...planned];
  }

  #opening(): readonly Step[] {
    const { random, temper } = this.#means;
    const steps: Step[] = [];
    if (random.chance(temper.unlucky)) steps.push({ fault: misfortune(random) });
    if (random.chance(temper.unlucky / 4)) steps.push({ fault: { audio: 'never' } });
    if (random.chance(temper.impatient / 2)) steps.push(...this.#hangingUp(random.between(0, 3_000)));
    return steps;
  }

  #decide(state: CallState): readonly Step[] {
    const { random, temper, navigator, dictionary } = this.#means;
    const { flow: part, position } = state;
    const flow = partOf(this.#means.flow, part);
    const bound = flow?.nodes.get(position.node);
    if (flow === undefined || bound === undefined) return [];
    const by = navigator.choose(nodeKey(flow.id, position.node));
    const steps: Step[] = [];
    if (random.chance(temper.unlucky)) steps.push({ fault: misfortune(random) });
    if (random.chance(temper.restless)) {
      const after = milliseconds(random.between(0, 2_000));
      steps.push({ press: random.digits(1).replace('0', '*').replace('9', '#'), after });
    }
    if (!this.#hasHungUp && (by === others.hangUp || random.chance(temper.impatient)))
      return [...steps, ...this.#hangingUp(random.between(0, promptLength(state) + 5_000))];
    const plan = planFor(bound.type);
    const node = flow.document.nodes[position.node];
    const { document } = flow;
    return [...steps, ...(plan?.({ document, node, state, temper, dictionary, random }, by) ?? [])];
  }

  #hangingUp(after: number): readonly Step[] {
    this.#hasHungUp = true;
    return [{ wait: milliseconds(after) }, { hangup: true }];
  }

  #answer(order: EffectOf<'http'>): void {
    const { flow: root, navigator, dictionary, random } = this.#means;
    const state = this.#state;
    if (state?.position.kind !== 'atNode') return;
    const flow = partOf(root, state.flow);
    const node: JsonObject | undefined = flow?.document.nodes[state.position.node];
    if (flow === undefined || node === undefined) return;
    const by = navigator.choose(nodeKey(flow.id, state.position.node));
    this.mocks.push(mockFor(order, node, by, { dictionary, random }));
  }
}
