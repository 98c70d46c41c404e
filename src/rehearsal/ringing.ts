import { later } from '../call/index.ts';
import type { Timeline } from './timeline.ts';
import { answerTime, ringTime } from './verdicts.ts';

/** What is arranged for somebody who rings. */
interface RingFault {
  readonly outcome: string;
  readonly after?: number | undefined;
}

/**
 * Somebody rings, and it is decided whether they come: by a fault that was arranged before it rang, else by one that was
 * arranged meanwhile; null: by none, so that they answer.
 */
export function whenDecided<Fault extends RingFault>(
  timeline: Timeline,
  take: () => Fault | null,
  decided: (fault: Fault | null) => void,
): void {
  const arranged = take();
  const usual = arranged?.outcome === 'noAnswer' ? ringTime : answerTime;
  timeline.schedule(later(timeline.now, arranged?.after ?? usual), () => decided(arranged ?? take()));
}
