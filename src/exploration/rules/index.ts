/**
 * What must hold for every flow, whoever calls and whatever goes wrong. Each rule looks at one call from outside: at what
 * is asked of Graph, what is written down and what the transcript says.
 *
 * E1  A call ends, once, and within `maxCallDuration` and what may come after it.
 * E2  Where nothing goes wrong, the caller hears nothing for no longer than is allowed.
 * E3  After the end of a call nothing sounds, and nothing is asked of Graph but to clean up.
 * E4  Limits are kept: `maxSteps`, `maxStepsWithoutInput`, attempts.
 * E5  No digits of a sensitive variable stand in a transcript, a record, a URL or a queue message.
 * E6  The interpreter never throws.
 * E7  Every key that is pressed while somebody listens is in the transcript.
 * E8  The same caller twice is the same call.
 * E9  A node is entered along an edge of the node before it, by a handler, or as the first of its flow.
 * E10 One thing sounds at a time.
 * E11 A verdict that a timer brings comes when that time is over.
 * E12 Where the caller leaves, `on.hangup` runs; `on.error` runs once at most.
 * E13 Nodes that take no keys lose none, and none is lost between them.
 * E14 No call goes round without its caller until `maxStepsWithoutInput` stops it.
 * E15 A node is left by what happened in it: an answer, a verdict on a transfer, an input that fits.
 */
export { alongEdges } from './along-edges.ts';
export { attemptsKept } from './attempts-kept.ts';
export { endsOnce } from './ends-once.ts';
export { handlersRun } from './handlers-run.ts';
export { keysTraced } from './keys-traced.ts';
export { limitsKept } from './limits-kept.ts';
export { noDisclosure } from './no-disclosure.ts';
export { noRoundsAlone } from './no-rounds-alone.ts';
export { noSilence } from './no-silence.ts';
export { nothingAfterEnd } from './nothing-after-end.ts';
export { oneSound } from './one-sound.ts';
export { timersKept } from './timers-kept.ts';
export { typeAheadKept } from './type-ahead-kept.ts';
export { leftByWhatHappened } from './left-by-what-happened.ts';
