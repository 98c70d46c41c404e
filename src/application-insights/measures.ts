import type { Meter } from '@opentelemetry/api';
import { metrics } from '../telemetry/index.ts';
import type { Measure } from '../telemetry/index.ts';
import { attributesOf } from './attributes.ts';

/** Takes values as histograms, whose rows carry count, sum, least and greatest; a number of things as a gauge. */
export function measurer(meter: Meter): Measure {
  const { 'ivr.turn.latency': latency, 'ivr.graph.duration': duration, 'ivr.calls.active': active } = metrics;
  const turnLatency = meter.createHistogram('ivr.turn.latency', { unit: latency.unit });
  const graphDuration = meter.createHistogram('ivr.graph.duration', { unit: duration.unit });
  const callsActive = meter.createGauge('ivr.calls.active', { unit: active.unit });
  const instruments = {
    'ivr.turn.latency': turnLatency,
    'ivr.graph.duration': graphDuration,
    'ivr.calls.active': callsActive,
  };
  return (metric, value, dimensions) => instruments[metric].record(value, attributesOf(dimensions));
}
