import type { Gauge, Meter } from '@opentelemetry/api';
import { metrics } from '../telemetry/index.ts';
import type { Measure, MetricName } from '../telemetry/index.ts';
import { attributesOf } from './attributes.ts';

type Instrument = Pick<Gauge, 'record'>;

/** Takes values as histograms, whose rows carry count, sum, least and greatest; a number of things as a gauge. */
export function measurer(meter: Meter): Measure {
  const histogram = (name: MetricName): Instrument =>
    meter.createHistogram(name, { unit: metrics[name].unit });
  const gauge = (name: MetricName): Instrument => meter.createGauge(name, { unit: metrics[name].unit });
  const instruments: Readonly<Record<MetricName, Instrument>> = {
    'ivr.turn.latency': histogram('ivr.turn.latency'),
    'ivr.graph.duration': histogram('ivr.graph.duration'),
    'ivr.calls.active': gauge('ivr.calls.active'),
  };
  return (metric, value, dimensions) => instruments[metric].record(value, attributesOf(dimensions));
}
