import type { DimensionsOf, FieldValue, MetricName } from './catalogue.ts';
import type { TellEvent } from './logger.ts';

/** Takes one value of a metric. */
export type Measure = <Name extends MetricName>(
  metric: Name,
  value: number,
  dimensions: DimensionsOf<Name>,
) => void;

/** A piece of work that is seen in a trace. */
export interface Span {
  /** Where it stands (W3C trace context), for whoever goes on elsewhere; null: nobody watches. */
  readonly traceparent: string | null;
  /** A request was answered with this HTTP status. */
  readonly answered: (status: number) => void;
  /** It did not do what it was to do; `code` is no text of anybody else's. */
  readonly fail: (code: string) => void;
}

export interface SpanOptions {
  /** Work of our own, or a request to somebody else. */
  readonly kind: 'internal' | { readonly host: string; readonly method: string };
  readonly dimensions: Readonly<Record<string, FieldValue>>;
  /** The trace contexts of what led to it, where the platform passes no parent; null: not known. */
  readonly causes: readonly (string | null)[];
}

/** Runs a piece of work as a span, below whatever span runs already. */
export type Trace = <Result>(
  name: string,
  options: SpanOptions,
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
