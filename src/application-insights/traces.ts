import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace as api,
} from '@opentelemetry/api';
import type { Link, Tracer } from '@opentelemetry/api';
import type { SpanOptions, Trace } from '../telemetry/index.ts';
import { attributesOf } from './attributes.ts';

/** Runs work as spans: below the span that runs already, and linked with what led to it. */
export function tracer(spans: Tracer): Trace {
  return (name, { kind, dimensions, causes }, work) => {
    const request = kind === 'internal' ? {} : requestAttributes(kind);
    const options = {
      kind: kind === 'internal' ? SpanKind.INTERNAL : SpanKind.CLIENT,
      attributes: { ...attributesOf(dimensions), ...request },
      links: linksTo(causes),
    };
    return spans.startActiveSpan(name, options, async (span) => {
      const carrier: { traceparent?: string } = {};
      propagation.inject(context.active(), carrier);
      try {
        return await work({
          traceparent: carrier.traceparent ?? null,
          answered: (status) => span.setAttribute('http.response.status_code', status),
          fail: (code) => span.setStatus({ code: SpanStatusCode.ERROR, message: code }),
        });
      } catch (error) {
        // Its message is somebody else's, and may quote.
        const code = error instanceof Error ? error.name : 'unknown error';
        span.setStatus({ code: SpanStatusCode.ERROR, message: code });
        throw error;
      } finally {
        span.end();
      }
    });
  };
}

/** The exporter makes a dependency of the type HTTP of them; were there an address, it would make the name of that. */
const requestAttributes = ({
  host,
  method,
}: {
  readonly host: string;
  readonly method: string;
}): Record<string, string> => ({
  'http.request.method': method,
  'server.address': host,
});

function linksTo(causes: SpanOptions['causes']): Link[] {
  return causes.flatMap((traceparent) => {
    if (traceparent === null) return [];
    const linked = api.getSpanContext(propagation.extract(ROOT_CONTEXT, { traceparent }));
    return linked === undefined ? [] : [{ context: linked }];
  });
}
