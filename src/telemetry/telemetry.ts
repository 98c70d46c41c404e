import type { TraceParent } from '../call/index.ts';
import type { DimensionsOf, MetricName, SpanDimensions, SpanName } from './catalogue.ts';
import type { TellEvent } from './logger.ts';

/** Takes one value of a metric. */
export type Measure = <Name extends MetricName>(
  metric: Name,
  value: number,
  dimensions: DimensionsOf<Name>,
) => void;

/** A piece of work that is seen in a trace. */
export interface Span {
  /** Where it stands, for whoever goes on elsewhere; null: nobody watches. */
  readonly traceparent: TraceParent | null;
  /** A request was answered with this HTTP status. */
  readonly answered: (status: number) => void;
  /** It did not do what it was to do; `code` is no text of anybody else's. */
  readonly fail: (code: string) => void;
}

/** What is known of a span before it begins. */
export type SpanOptions<Name extends SpanName> = {
  /** What of its name: an operation, a kind of effect; null: its name says it all. */
  readonly of: string | null;
  readonly dimensions: SpanDimensions<Name>;
  /** Where what led to it stands, if the platform passes no parent; null: not known. */
  readonly cause: TraceParent | null;
} & (
  | { readonly kind: 'internal' }
  /** A request to somebody else. */
  | { readonly kind: 'request'; readonly host: string; readonly method: string }
);

/** Runs a piece of work as a span, below whatever span runs already. */
export type Trace = <Name extends SpanName, Result>(
  name: Name,
  options: SpanOptions<Name>,
  work: (span: Span) => Promise<Result>,
) => Promise<Result>;

/** Where everything goes that the app tells of itself. */
export interface Telemetry {
  readonly tell: TellEvent;
  readonly measure: Measure;
  readonly trace: Trace;
}

/** Nobody watches. */
export const untraced: Trace = (_name, _options, work) =>
  work({ traceparent: null, answered: () => undefined, fail: () => undefined });

/** Events become lines; metrics and traces are for nobody. */
export const linesOnly = (tell: TellEvent): Telemetry => ({
  tell,
  measure: () => undefined,
  trace: untraced,
});
