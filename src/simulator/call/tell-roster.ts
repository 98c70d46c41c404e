import { wireRosterChange } from './participant-resource.ts';
import type { Participant } from './roster.ts';
import type { SimulatedCall } from './simulated-call.ts';

/** SR2 of conference.ts: the whole list, or where the app asked for that only who has changed or gone. */
export function tellRoster(
  call: SimulatedCall,
  changed: readonly Participant[],
  gone: readonly Participant[] = [],
): void {
  const { phase, kind, switches } = call;
  if (phase === 'incoming' || phase === 'redirecting' || phase === 'terminating' || phase === 'terminated')
    return;
  if (kind === 'oneToOne' && !switches.rosterInOneToOne) return;
  const waitsInLobby = changed.some(({ isApp, inLobby }) => isApp && inLobby);
  if (phase === 'establishing' && !(waitsInLobby && switches.rosterInLobby)) return;
  call.notifyRoster(wireRosterChange(call, changed, gone));
}
