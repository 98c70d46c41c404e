export { appVersion } from './app-version.ts';
export { eventDimensions, metrics, spanDimensions } from './catalogue.ts';
export type {
  DimensionsOf,
  EventName,
  FieldsOf,
  FieldValue,
  MetricName,
  SpanDimensions,
  SpanName,
} from './catalogue.ts';
export { lateTelemetry } from './late-telemetry.ts';
export { asLine, createLog, levels } from './logger.ts';
export type { Level, Log, TellEvent, Telling, WriteLine } from './logger.ts';
export { flowProblemReporter } from './report-flow-problem.ts';
export { reportGraphRequest } from './report-graph-request.ts';
export type { GraphRequestReport } from './report-graph-request.ts';
export { reportHttpRequest } from './report-http-request.ts';
export type { HttpRequestReport } from './report-http-request.ts';
export { linesOnly, untraced } from './telemetry.ts';
export type { Measure, Span, SpanOptions, Telemetry, Trace } from './telemetry.ts';
