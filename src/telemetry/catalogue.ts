/*
 * Everything that the app tells of itself, by name: what lands in Application Insights, and what is written to the log
 * where there is none. Names and dimensions are stable: queries, alerts and dashboards are built on them
 * (docs/operate.md). None of them ever holds a key, a phone number, speech or a secret.
 */

const ofCall = ['callId', 'graphCallId', 'flow', 'flowVersion'] as const;

/**
 * Of what a call came to. `sequence` numbers what is told of one call: it is the same where something is told twice
 * after all, by a worker that died before it could store what it had done. `subflow`: the flow of the node, where that is
 * not the one that was called.
 */
const ofStep = [...ofCall, 'node', 'subflow', 'sequence'] as const;

const ofRequest = ['outcome', 'attempt', 'durationMs', 'retryInMs'] as const;

const ofGraphRequest = [
  'callId',
  'graphCallId',
  'operation',
  ...ofRequest,
  'scenarioId',
  'clientRequestId',
  'requestId',
] as const;

const ofHttpRequest = ['callId', 'method', 'host', ...ofRequest] as const;

/** The events, each with its dimensions. */
export const eventDimensions = {
  'ivr.call.started': [...ofStep, 'direction'],
  'ivr.call.answered': [...ofStep, 'afterMs'],
  'ivr.node.entered': [...ofStep, 'kind', 'from', 'by'],
  'ivr.prompt.played': [...ofStep, 'durationMs', 'completed', 'cancelled'],
  'ivr.input.collected': [...ofStep, 'because'],
  'ivr.input.no_input': [...ofStep, 'because'],
  'ivr.input.no_match': [...ofStep, 'because'],
  'ivr.transfer.completed': [...ofStep, 'durationMs'],
  'ivr.transfer.failed': [...ofStep, 'durationMs', 'outcome'],
  'ivr.flow.event': [...ofStep, 'milestone'],
  'ivr.tone_gap': ofStep,
  'ivr.call.ended': [...ofStep, 'end', 'endReason', 'code', 'subcode', 'durationMs', 'answered'],
  'ivr.call.defect': [...ofStep, 'message'],
  'ivr.graph.request': ofGraphRequest,
  'ivr.graph.failed': ofGraphRequest,
  'ivr.credential.failed': ['audience', 'code'],
  'ivr.http.request': ofHttpRequest,
  'ivr.http.failed': ofHttpRequest,
  'ivr.notification.refused': ['status', 'code', 'reason', 'tenantId', 'untold'],
  'ivr.notification.unknown': ['callId', 'graphCallId', 'kinds'],
  'ivr.notification.fault': ['reason'],
  'ivr.store.failed': ['reason'],
  'ivr.effect.unannounced': ['callId', 'effect', 'kind', 'reason'],
  'ivr.outbound.retried': ['callId', 'attempt'],
  'ivr.outbound.tried_last': ['callId', 'attempt'],
  'ivr.outbound.trouble': ['activity', 'code'],
  'ivr.dead_letter': ['queue', 'code'],
  'ivr.media.removed': ['count'],
  'ivr.history.purged': ['count', 'failed', 'isComplete'],
  'ivr.flow.problem': ['code', 'file', 'line', 'message'],
  'ivr.telemetry.failed': ['code', 'lost'],
} as const satisfies Readonly<Record<`ivr.${string}`, readonly string[]>>;

export type EventName = keyof typeof eventDimensions;

/** The metrics, each with its unit and its dimensions. */
export const metrics = {
  /** From a key, the end of a prompt or a time-out to the next media request. */
  'ivr.turn.latency': { unit: 'ms', dimensions: [...ofCall, 'node', 'operation'] },
  /** One try of a request to Graph. */
  'ivr.graph.duration': { unit: 'ms', dimensions: ['callId', 'graphCallId', 'operation', 'outcome'] },
  /** Once a minute: how many calls are in that state of the durable store. */
  'ivr.calls.active': { unit: '1', dimensions: ['state'] },
} as const satisfies Readonly<
  Record<`ivr.${string}`, { readonly unit: string; readonly dimensions: readonly string[] }>
>;

export type MetricName = keyof typeof metrics;

/** The spans, each with its dimensions. Those that are of something are named so: `graph answer`, `effect http`. */
export const spanDimensions = {
  /** What Graph told of one call, until it is stored. */
  notification: ['callId', 'graphCallId'],
  /** One operation of Graph's, with the tries that it takes. */
  graph: [...ofCall, 'node', 'operation'],
  /** A data dip, a queue message, speech, a recording. */
  effect: ['callId', 'graphCallId'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type SpanName = keyof typeof spanDimensions;

export type FieldValue = string | number | boolean | null;

/** What is known of an event: all of its dimensions; null where one has no value. */
export type FieldsOf<Name extends EventName> = Readonly<
  Record<(typeof eventDimensions)[Name][number], FieldValue>
>;

export type DimensionsOf<Name extends MetricName> = Readonly<
  Record<(typeof metrics)[Name]['dimensions'][number], FieldValue>
>;

export type SpanDimensions<Name extends SpanName> = Readonly<
  Record<(typeof spanDimensions)[Name][number], FieldValue>
>;
