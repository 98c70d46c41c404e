import type { CommandKind, EffectKind } from '../call/index.ts';

/*
 * The names under which the functions are registered and called. An activity name that nobody registered hangs
 * an orchestration without a word, so there is no other place where one is written.
 */

/** The orchestrator that runs a call. */
export const callOrchestrator = 'call';

/** The one external event of a call: a batch of what happened (design, "One external event name, one mailbox"). */
export const callEvent = 'ivr-events';

/** The activity that performs each kind of command: one for each Graph operation. */
export const commandActivities = {
  answer: 'graph-answer',
  reject: 'graph-reject',
  redirect: 'graph-redirect',
  subscribeToTone: 'graph-subscribe-to-tone',
  playPrompt: 'graph-play-prompt',
  recordResponse: 'graph-record-response',
  cancelMediaProcessing: 'graph-cancel-media-processing',
  createCall: 'graph-create-call',
  inviteParticipants: 'graph-invite-participants',
  transfer: 'graph-transfer',
  keepAlive: 'graph-keep-alive',
  deleteCall: 'graph-delete-call',
} as const satisfies Record<CommandKind, `graph-${string}`>;

/** The activity that performs each kind of effect. */
export const effectActivities = {
  http: 'perform-http',
  queue: 'send-queue-message',
  renderSpeech: 'render-speech',
  fetchRecording: 'fetch-recording',
} as const satisfies Record<EffectKind, string>;

/** The activity that works out the opening hours of a call, when it starts. */
export const workOutSchedulesActivity = 'work-out-schedules';

/** The activity that writes the record of a finished call to the queue. */
export const writeCallRecordActivity = 'write-call-record';
