import { repeatIsHarmless } from '../../call/index.ts';
import { parseDuration } from '../duration.ts';
import { silentEffect, timeToDecide, timeToRequest, timeToSound } from '../node-facts.ts';
import type { FactsContext, NodeFacts } from '../node-facts.ts';
import type { Play } from '../play-item.ts';
import { dataDipTime, playRequests } from '../stated-costs.ts';
import { triesOf } from './http-order.ts';
import type { HttpNode } from './http-schema.ts';

/** Silent until the fill, or for as long as it may take. */
export function httpFacts(node: HttpNode, context: FactsContext): NodeFacts {
  const { timeout, retries, ...tried } = triesOf(node, context.defaults);
  const time = dataDipTime(timeout, repeatIsHarmless(tried) ? retries : 0);
  const assigns = node.into === undefined ? {} : { assigns: { [node.into]: null } };
  const silent = { ...silentEffect(time), ...assigns };
  if (node.fill === undefined) return silent;
  const pause = parseDuration(node.fill.after);
  if (pause >= time || node.fill.play.length === 0) return silent;
  return { ...silent, ...filled(node.fill.play, pause, time, context) };
}

/** An answer may come before the fill sounds, which makes a silent way through, or between two fills. */
function filled(
  play: Play,
  pause: number,
  time: number,
  context: FactsContext,
): Pick<NodeFacts, 'requests' | 'silence'> {
  const toSound = pause + timeToDecide + timeToSound(play, context);
  // From then on it is asked for, and sounds until it is cut.
  const toAnswer = toSound - timeToRequest + timeToDecide;
  return {
    requests: Math.ceil(time / Math.max(pause, 1)) * playRequests(play.length) + 1,
    silence: {
      through: toAnswer,
      before: toSound,
      within: timeToDecide + toSound,
      after: timeToDecide + toAnswer,
      failing: toAnswer,
    },
  };
}
