import type { CommandId, ConsultationNews, NotifiedEvent } from '../../call/index.ts';
import type { CallNotification } from './notification.ts';

/**
 * What notifications about a call mean that we made for a hand-over. The ends of what is played in it are told as in
 * any call: what was played is known by its operation.
 */
export function consultationEvents(
  consultation: CommandId,
  { graphCallId, events }: CallNotification,
): readonly NotifiedEvent[] {
  const told = (news: ConsultationNews): NotifiedEvent => ({
    kind: 'consultation',
    consultation,
    graphCallId,
    news,
  });
  const meant = events.map((event): NotifiedEvent => {
    switch (event.kind) {
      case 'audioActive':
        return told({ kind: 'answered' });
      case 'callEnded':
        return told({ kind: 'ended', result: event.result });
      case 'operationEnded':
        return event;
      default:
        return told({ kind: 'exists' });
    }
  });
  return meant.length === 0 ? [told({ kind: 'exists' })] : meant;
}
