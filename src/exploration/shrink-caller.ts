import * as fc from 'fast-check';
import { milliseconds } from '../call/index.ts';
import type { HttpMock, Scenario, Step } from '../scenario/index.ts';

/** Calls that are tried to make one smaller. */
const mostTrials = 1_500;

/** The smallest caller that is found of those for whom it is so, as fast-check goes about it. */
export function shrinkCaller(caller: Scenario, isSo: (caller: Scenario) => boolean): Scenario {
  let trials = 0;
  let smallest = caller;
  const holds = (candidate: Scenario): boolean => {
    trials += 1;
    if (trials > mostTrials || !isSo(candidate)) return true;
    smallest = candidate;
    return false;
  };
  fc.check(fc.property(new SmallerCallers(caller), holds), { examples: [[caller]], numRuns: 1, seed: 1 });
  return smallest;
}

/** Gives nothing but one caller, and what is simpler than a caller. */
class SmallerCallers extends fc.Arbitrary<Scenario> {
  readonly #caller: Scenario;

  constructor(caller: Scenario) {
    super();
    this.#caller = caller;
  }

  override generate(): fc.Value<Scenario> {
    return new fc.Value(this.#caller, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Scenario {
    return typeof value === 'object' && value !== null;
  }

  override shrink(caller: Scenario): fc.Stream<fc.Value<Scenario>> {
    return fc.stream(simpler(caller)).map((each) => new fc.Value(each, undefined));
  }
}

function* simpler(caller: Scenario): IterableIterator<Scenario> {
  const { at: _at, mocks, ...withoutTime } = caller;
  const { at, mocks: _mocks, ...withoutMocks } = caller;
  const { steps } = caller;
  for (const length of lengths(steps.length))
    for (let from = 0; from < steps.length; from += length)
      yield { ...caller, steps: [...steps.slice(0, from), ...steps.slice(from + length)] };
  const http = mocks?.http ?? [];
  if (mocks !== undefined) yield withoutMocks;
  for (const mock of http) yield { ...caller, mocks: { http: http.filter((other) => other !== mock) } };
  for (const [index, mock] of http.entries())
    for (const smaller of simplerMocks(mock)) yield { ...caller, mocks: { http: http.with(index, smaller) } };
  if (at !== undefined) yield mocks === undefined ? withoutTime : { ...withoutTime, mocks };
  for (const [index, step] of steps.entries())
    for (const smaller of simplerSteps(step)) yield { ...caller, steps: steps.with(index, smaller) };
}

/** Half of it, a quarter of it, down to one at a time. */
function* lengths(size: number): IterableIterator<number> {
  for (let length = Math.ceil(size / 2); length > 1; length = Math.ceil(length / 2)) yield length;
  if (size > 0) yield 1;
}

function* simplerSteps(step: Step): IterableIterator<Step> {
  if ('press' in step) {
    const { gap, after, ...rest } = step;
    if (gap !== undefined) yield after === undefined ? rest : { ...rest, after };
    for (const rounder of roundTimes(after)) yield { ...step, after: milliseconds(rounder) };
  } else if ('wait' in step) {
    for (const rounder of roundTimes(step.wait)) yield { wait: milliseconds(rounder) };
  } else if ('speak' in step) {
    for (const rounder of roundTimes(step.speak)) yield { speak: milliseconds(rounder) };
  }
}

/** Unanswered instead of refused, at once instead of late. */
function* simplerMocks(mock: HttpMock): IterableIterator<HttpMock> {
  const { after, status, ...rest } = mock;
  if (after !== undefined) yield status === undefined ? rest : { ...rest, status };
  if (status !== undefined && status !== 200) yield after === undefined ? rest : { ...rest, after };
  for (const rounder of roundTimes(after)) yield { ...mock, after: milliseconds(rounder) };
}

/** Rounder times, all smaller. */
function* roundTimes(time: number | undefined): IterableIterator<number> {
  if (time === undefined || time === 0) return;
  yield 0;
  for (const unit of [1_000, 100]) if (time % unit !== 0 && time > unit) yield Math.floor(time / unit) * unit;
}
