import { statedCosts } from '../stated-costs.ts';
import { longestWays } from './longest-ways.ts';
import { endsCall, needsImplicitAnswer } from './situations.ts';
import type { Situation, SituationGraph } from './situations.ts';

/**
 * When a call is answered, rejected or redirected, in milliseconds after it came in: for every situation that does
 * so the latest time at which it may; Infinity where nothing bounds it.
 *
 * A3  No command that settles an incoming call is sent later than is worked out here, as long as everything is as
 *     quick as the stated costs.
 */
export function answerTimes({
  situations,
  passagesFrom,
  start,
}: SituationGraph): ReadonlyMap<Situation, number> {
  const unsettled = situations.filter(({ stage }) => stage === 'incoming');
  const among = new Set(unsettled);
  const times = longestWays(
    unsettled,
    (situation) => (situation === start ? statedCosts.durableHop : undefined),
    (from) =>
      needsImplicitAnswer(from)
        ? []
        : passagesFrom(from)
            .filter(({ to }) => among.has(to))
            .map(({ to }) => ({ to, length: from.node.facts.longest ?? Infinity })),
  );
  return new Map([...times].filter(([situation]) => settles(situation)));
}

/** The node answers, rejects or redirects, or hangs up, which rejects a call that nobody answered. */
const settles = (situation: Situation): boolean =>
  situation.node.bound.requires !== 'nothing' || endsCall(situation);
