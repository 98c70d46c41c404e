/** The door of the dialer: calls that were put into a queue are made, within limits, and made again by their plans. */
export { buryPoison, outboundQueue, queuedCallAcceptor } from './accept-queued-call.ts';
export type { AcceptQueuedCall } from './accept-queued-call.ts';
export { deadLetterQueue, deadLetterWriter } from './dead-letters.ts';
export type { WriteDeadLetter } from './dead-letters.ts';
export { dialerRound } from './dial-round.ts';
export type { DialerParts } from './dial-round.ts';
export { parseDialerState, parseDueCall } from './dialer-state.ts';
export type { DialerRound, DialerState } from './dialer-state.ts';
export { parseQueuedMessage } from './queued-message.ts';
export {
  dialerInstance,
  dialerOrchestrator,
  lookActivity,
  runDialer,
  startDueActivity,
} from './run-dialer.ts';
export { dueCallStarter } from './start-due-call.ts';
export { tellTrouble } from './tell-trouble.ts';
export { wakeForCall, wakeIfWaiting } from './wake-dialer.ts';
export { waitingLine, waitingQueue } from './waiting-line.ts';
