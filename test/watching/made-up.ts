/** Made-up telemetry: rows as Application Insights has them, and what queries give for them. */
import type { Row } from './kql-values.ts';
import { runQuery } from './run-kql.ts';
import type { Tables } from './run-kql.ts';
import { queries } from './watched.ts';

export const now = Date.UTC(2026, 10, 2, 12);
export const minute = 60_000;

type Dimensions = Readonly<Record<string, string | number | boolean | undefined>>;

/** All values are texts, and what has none is absent: as the rows come. */
const asText = (dimensions: Dimensions): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(dimensions).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );

export const event = (name: string, minutesAgo: number, dimensions: Dimensions): Row => ({
  name: `ivr.${name}`,
  timestamp: now - minutesAgo * minute,
  itemType: 'customEvent',
  itemCount: 1,
  operation_Id: '',
  customDimensions: asText(dimensions),
});

export const metric = (
  name: string,
  minutesAgo: number,
  values: readonly number[],
  dimensions: Dimensions,
): Row => ({
  name: `ivr.${name}`,
  timestamp: now - minutesAgo * minute,
  value: values.reduce((sum, value) => sum + value, 0) / values.length,
  valueCount: values.length,
  valueSum: values.reduce((sum, value) => sum + value, 0),
  valueMax: Math.max(...values),
  customDimensions: asText(dimensions),
});

export const none: Tables = {
  customEvents: [],
  customMetrics: [],
  dependencies: [],
  requests: [],
  traces: [],
  exceptions: [],
  availabilityResults: [],
};
export const ask = (file: string, tables: Partial<Tables>): readonly Row[] => {
  const given = Object.entries(tables).flatMap(([name, rows]) =>
    rows === undefined ? [] : [[name, rows] as const],
  );
  return runQuery(queries.get(`${file}.kql`) ?? '', { ...none, ...Object.fromEntries(given) }, now);
};
export const asked = (file: string, customEvents: readonly Row[]): readonly Row[] =>
  ask(file, { customEvents });

interface MadeUpCall {
  readonly at?: number;
  readonly flow?: string;
  readonly direction?: string;
  readonly answeredAfterMs?: number;
  readonly nodes?: readonly string[];
  readonly end?: string;
}

/** A call that came in so many minutes ago, and ended a minute later. */
export function callOf(
  callId: string,
  { at = 10, flow = 'main', direction = 'incoming', answeredAfterMs, nodes = [], end }: MadeUpCall,
): readonly Row[] {
  let sequence = 2;
  const call = { callId, flow, flowVersion: '1' };
  const answered = answeredAfterMs !== undefined;
  return [
    event('call.started', at, { ...call, sequence: 0, direction }),
    ...(answered
      ? [
          event('call.answered', at, {
            ...call,
            sequence: 1,
            graphCallId: `g-${callId}`,
            afterMs: answeredAfterMs,
          }),
        ]
      : []),
    ...nodes.map((node) =>
      event('node.entered', at - 0.5, { ...call, node, kind: 'menu', sequence: sequence++ }),
    ),
    ...(end === undefined
      ? []
      : [event('call.ended', at - 1, { ...call, end, answered, sequence: sequence++ })]),
  ];
}

/** What a worker tells again that died before it could store what it had done. */
export const toldTwice = (rows: readonly Row[]): readonly Row[] => [...rows, ...rows];
