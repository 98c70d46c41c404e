/** Values on the wire between host and programming model (the worker's `RpcTypedData`). */

export interface TypedData {
  readonly string?: string | null;
  readonly json?: string | null;
  readonly bytes?: Uint8Array | null;
  readonly http?: HttpData | null;
  readonly int?: number | null;
  readonly double?: number | null;
}

export interface HttpCookie {
  readonly name?: string | null;
  readonly value?: string | null;
  readonly domain?: { readonly value?: string | null } | null;
  readonly path?: { readonly value?: string | null } | null;
  readonly expires?: { readonly value?: unknown } | null;
  readonly secure?: { readonly value?: boolean | null } | null;
  readonly httpOnly?: { readonly value?: boolean | null } | null;
  readonly maxAge?: { readonly value?: number | null } | null;
  readonly sameSite?: string | null;
}

export interface HttpData {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Record<string, string>;
  readonly params?: Record<string, string>;
  readonly body?: TypedData | null;
  readonly statusCode?: string | null;
  readonly cookies?: readonly HttpCookie[];
}

/** A function's result as JSON, the way the Durable extension stores it; null for none. */
export function typedDataToJson(data: TypedData | null | undefined): string | null {
  if (typeof data?.json === 'string' && typeof data.string !== 'string') return data.json;
  const value = typedDataValue(data);
  return value === undefined ? null : JSON.stringify(value);
}

/** A function's result as the text of a queue message, or null for none. */
export function typedDataToText(data: TypedData | null | undefined): string | null {
  const value = typedDataValue(data);
  if (value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The value itself; bytes become text. Undefined for none. */
function typedDataValue(data: TypedData | null | undefined): unknown {
  if (data === null || data === undefined) return undefined;
  if (data.string !== undefined && data.string !== null) return data.string;
  if (data.json !== undefined && data.json !== null) return JSON.parse(data.json);
  if (data.bytes !== undefined && data.bytes !== null) return Buffer.from(data.bytes).toString('utf8');
  return data.int ?? data.double ?? undefined;
}
