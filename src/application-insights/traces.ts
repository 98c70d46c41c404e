import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace as api,
} from '@opentelemetry/api';
import type { Link, SpanOptions as ApiOptions, Tracer } from '@opentelemetry/api';
import { errorCode, traceParent } from '../call/index.ts';
import type { TraceParent } from '../call/index.ts';
import type { SpanName, SpanOptions, Trace } from '../telemetry/index.ts';
import { attributesOf } from './attributes.ts';

/** Runs work as spans: below the span that runs already, and linked with what led to it. */
export function tracer(spans: Tracer): Trace {
  return (name, options, work) => {
    const fullName = options.of === null ? name : `${name} ${options.of}`;
    return spans.startActiveSpan(fullName, apiOptions(options), async (span) => {
      try {
        return await work({
          traceparent: here(),
          answered: (status) => span.setAttribute('http.response.status_code', status),
          fail: (code) => span.setStatus({ code: SpanStatusCode.ERROR, message: code }),
        });
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR, message: errorCode(error) });
        throw error;
      } finally {
        span.end();
      }
    });
  };
}

/** Where what runs now stands. */
function here(): TraceParent | null {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent === undefined ? null : traceParent(carrier.traceparent);
}

/** Of a request the exporter makes a dependency of the type HTTP; were there an address, it would make the name of that. */
function apiOptions(options: SpanOptions<SpanName>): ApiOptions {
  const { cause } = options;
  const attributes = attributesOf(options.dimensions);
  const links = cause === null ? [] : linksTo(cause);
  if (options.kind === 'internal') return { kind: SpanKind.INTERNAL, attributes, links };
  const { host, method } = options;
  const request = { 'http.request.method': method, 'server.address': host };
  return { kind: SpanKind.CLIENT, attributes: { ...attributes, ...request }, links };
}

function linksTo(traceparent: TraceParent): Link[] {
  const linked = api.getSpanContext(propagation.extract(ROOT_CONTEXT, { traceparent }));
  return linked === undefined ? [] : [{ context: linked }];
}
