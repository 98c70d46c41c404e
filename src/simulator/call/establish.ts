import { meetingMembers } from './meeting.ts';
import type { SimulatedCall } from './simulated-call.ts';
import { tellRoster } from './tell-roster.ts';

/** Tells the app that the call is being established, unless that is to arrive after its success. */
export function tellEstablishing(call: SimulatedCall): void {
  const { establishingAfterMs, swapEstablished } = call.switches;
  if (swapEstablished) return;
  call.after(establishingAfterMs, () => {
    call.notifyCall('updated', 'establishing', meetingMembers(call.facts.meeting));
  });
}

/**
 * Brings a call up once it is answered: established, then active audio, each told on its own. Establishing
 * and established may arrive the other way round (call-answer). Of a group call, the list of participants follows.
 */
export function connect(call: SimulatedCall): void {
  const { establishedAfterMs, audioActiveAfterMs, rosterAfterMs, swapEstablished, duplicateEstablished } =
    call.switches;
  call.after(establishedAfterMs, () => {
    call.enter('established');
    call.notifyCall('updated', 'established');
    if (swapEstablished) call.notifyCall('updated', 'establishing');
    if (duplicateEstablished) call.notifyCall('updated', 'established');
    call.after(rosterAfterMs, () => tellRoster(call, call.roster.all));
  });
  if (call.takesAudioFault()) return;
  call.after(audioActiveAfterMs, () => {
    tellAudio(call, 'active');
  });
}

/** Turns the media on or off and tells the app, with the state that the call is in. */
export function tellAudio(call: SimulatedCall, audio: 'active' | 'inactive'): void {
  call.setAudio(audio);
  call.notifyCall('updated', call.phase, {
    mediaState: { '@odata.type': '#microsoft.graph.callMediaState', audio },
  });
}
