import * as z from 'zod';
import { milliseconds, repeatIsHarmless } from '../../call/index.ts';
import type { EffectOf, Milliseconds } from '../../call/index.ts';
import type { HttpMock } from '../../scenario/index.ts';
import type { Dictionary } from '../dictionary.ts';
import type { Random } from '../random.ts';
import { sampleBody } from '../samples/sample-json.ts';

const formSchema = z.object({
  into: z.string().nullable().default(null),
  on: z.record(z.string(), z.string()).default({}),
});

interface Means {
  readonly dictionary: Dictionary;
  readonly random: Random;
}

/** The answer to a request, and to its repeats, with which its node is left by an outcome. */
export function mockFor(order: EffectOf<'http'>, node: unknown, by: string, means: Means): HttpMock {
  const { random } = means;
  const { into, on } = formSchema.parse(node);
  const times = (repeatIsHarmless(order) ? order.retries : 0) + 1;
  const about = { url: order.url.split('?', 1)[0] ?? order.url, method: order.method };
  const after = delay(order.timeout, random);
  const failed = (status: number): HttpMock => ({
    ...about,
    status,
    body: null,
    after,
    times: isRepeated(status) ? times : 1,
  });
  if (/^[45]\d\d$/.test(by)) return failed(Number(by));
  if (by === '4xx') return failed(otherThan(on, [400, 402, 403, 409, 410, 418], random));
  if (by === '5xx') return failed(otherThan(on, [500, 501, 502, 503], random));
  if (by === 'next')
    return {
      ...about,
      status: random.oneOf([200, 200, 201]),
      body: sampleBody({ expect: order.expect, into }, means.dictionary, random),
      after,
      times: 1,
    };
  return random.oneOf<() => HttpMock>([
    () => ({ ...about, error: 'network', after, times }),
    () => ({ ...about, after: milliseconds(order.timeout + 1), times }),
    () => failed(otherThan(on, [500, 404, 418, 302], random)),
    () => ({ ...about, status: 200, body: 'unexpected', after, times: 1 }),
  ])();
}

/** Statuses for which the real client asks again. */
const isRepeated = (status: number): boolean => status === 429 || status >= 500;

/** One for which the node has no way of its own. */
function otherThan(
  on: Readonly<Record<string, string>>,
  statuses: readonly number[],
  random: Random,
): number {
  return random.maybeOf(statuses.filter((status) => !Object.hasOwn(on, String(status)))) ?? 400;
}

function delay(timeout: Milliseconds, random: Random): Milliseconds {
  return milliseconds(random.oneOf([0, 0, 120, random.between(0, timeout), timeout]));
}
