/**
 * Branded identifiers and units. A brand is given in this file only, by the functions below; everywhere
 * else the types prove that a value went through one of them.
 */

declare const brand: unique symbol;

/** A `Base` that only this file can make. */
export type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };

/** Our id of a call: the durable instance id. For an incoming call it is derived from Graph's call id. */
export type CallId = Branded<string, 'CallId'>;

/** Graph's id of the call leg, a GUID in lower case with dashes. */
export type GraphCallId = Branded<string, 'GraphCallId'>;

/** Our id of a Graph media operation: sent as `clientContext`, and the key by which its end is recognised. */
export type OperationId = Branded<string, 'OperationId'>;

/** The name of an operation of Graph's calling API that a flow asks for by that name. */
export type GraphOperation = Branded<string, 'GraphOperation'>;

/** Numbers the commands of one call, from 1. */
export type CommandId = Branded<number, 'CommandId'>;

/** A point in time: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = Branded<number, 'Instant'>;

/** A length of time in milliseconds. */
export type Milliseconds = Branded<number, 'Milliseconds'>;

export type FlowId = Branded<string, 'FlowId'>;
export type NodeName = Branded<string, 'NodeName'>;

/** The object id of an application instance (resource account), which calls out in the app's name. */
export type ApplicationInstanceId = Branded<string, 'ApplicationInstanceId'>;

/** SHA-256 of a bound flow, hexadecimal: what a call is pinned to. */
export type FlowHash = Branded<string, 'FlowHash'>;

/** The last path segment under which a clip is served: `<content hash>.wav`. */
export type MediaName = Branded<string, 'MediaName'>;

/** Where in which trace something stands: `traceparent` of the W3C's trace context. */
export type TraceParent = Branded<string, 'TraceParent'>;

export const callId = (text: string): CallId => text as CallId;
export const operationId = (text: string): OperationId => text as OperationId;
export const graphOperation = (name: string): GraphOperation => name as GraphOperation;
export const commandId = (number: number): CommandId => number as CommandId;
export const instant = (milliseconds: number): Instant => milliseconds as Instant;
export const milliseconds = (value: number): Milliseconds => value as Milliseconds;
export const flowId = (text: string): FlowId => text as FlowId;
export const nodeName = (text: string): NodeName => text as NodeName;
export const applicationInstanceId = (text: string): ApplicationInstanceId => text as ApplicationInstanceId;
export const flowHash = (text: string): FlowHash => text as FlowHash;
export const mediaName = (text: string): MediaName => text as MediaName;
export const traceParent = (text: string): TraceParent => text as TraceParent;

/**
 * Graph's call id in the one form we compare: lower case with dashes. Documentation examples also show
 * undashed upper case (Graph calling API, "JSON rules"), so both are taken.
 */
export function graphCallId(text: string): GraphCallId {
  const compact = text.replaceAll('-', '').toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(compact)) return text.toLowerCase() as GraphCallId;
  const dashed = compact.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return dashed as GraphCallId;
}

/** `at` plus `length`. */
export const later = (at: Instant, length: Milliseconds | number): Instant => (at + length) as Instant;

/** The later of two instants. */
export const latest = (one: Instant, other: Instant): Instant => (one > other ? one : other);

/** ISO 8601 in UTC with milliseconds, as expressions and records show instants. */
export const isoInstant = (at: Instant): string => new Date(at).toISOString();
