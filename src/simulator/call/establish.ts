import type { SimulatedCall } from './simulated-call.ts';

/**
 * Brings a call up after its answer: establishing, established, active audio. Each is told on its own; the
 * first two may arrive the other way round (reference of call-answer).
 */
export function establish(call: SimulatedCall): void {
  const {
    establishingAfterMs,
    establishedAfterMs,
    audioActiveAfterMs,
    swapEstablished,
    duplicateEstablished,
  } = call.switches;
  if (!swapEstablished) call.after(establishingAfterMs, () => call.notifyCall('updated', 'establishing'));
  call.after(establishedAfterMs, () => {
    call.enter('established');
    call.notifyCall('updated', 'established');
    if (swapEstablished) call.notifyCall('updated', 'establishing');
    if (duplicateEstablished) call.notifyCall('updated', 'established');
  });
  call.after(audioActiveAfterMs, () => tellAudio(call, 'active'));
}

/** Turns the media on or off and tells the app, with the state that the call is in. */
export function tellAudio(call: SimulatedCall, audio: 'active' | 'inactive'): void {
  call.setAudio(audio);
  call.notifyCall('updated', call.phase, {
    mediaState: { '@odata.type': '#microsoft.graph.callMediaState', audio },
  });
}
