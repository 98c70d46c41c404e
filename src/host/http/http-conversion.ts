/** Between HTTP and the programming model's data (`RpcHttpData`). */
import type { HttpCookie, HttpData, TypedData } from '../typed-data.ts';
import type { Answer } from './answer.ts';
import { emptyAnswer } from './answer.ts';

export interface HttpRequestData {
  readonly method: string;
  readonly url: URL;
  readonly headers: Record<string, string>;
  readonly params: Record<string, string>;
  readonly body: Buffer;
}

export function toTypedRequest(request: HttpRequestData): TypedData {
  const http: HttpData = {
    method: request.method,
    url: request.url.href,
    headers: request.headers,
    params: request.params,
    body: request.body.length === 0 ? null : { bytes: request.body },
  };
  return { http };
}

/** A function that answers nothing answers 204. */
export function fromTypedResponse(data: TypedData | null | undefined): Answer {
  const http = data?.http;
  if (http === undefined || http === null) return emptyAnswer(204);
  const cookies = (http.cookies ?? []).map(formatCookie);
  return {
    status: parseStatus(http.statusCode),
    headers: { ...http.headers, ...(cookies.length === 0 ? {} : { 'set-cookie': cookies }) },
    body: bodyOf(http.body),
  };
}

function parseStatus(text: string | null | undefined): number {
  const status = Number(text ?? '200');
  return Number.isInteger(status) && status >= 200 && status <= 999 ? status : 500;
}

function bodyOf(data: TypedData | null | undefined): string | Uint8Array {
  return data?.bytes ?? data?.string ?? data?.json ?? '';
}

function formatCookie(cookie: HttpCookie): string {
  const parts = [`${encodeURIComponent(cookie.name ?? '')}=${encodeURIComponent(cookie.value ?? '')}`];
  if (cookie.domain?.value) parts.push(`Domain=${cookie.domain.value}`);
  if (cookie.path?.value) parts.push(`Path=${cookie.path.value}`);
  const expires = cookieDate(cookie.expires?.value);
  if (expires !== null) parts.push(`Expires=${expires.toUTCString()}`);
  if (typeof cookie.maxAge?.value === 'number') parts.push(`Max-Age=${cookie.maxAge.value}`);
  if (cookie.secure?.value === true) parts.push('Secure');
  if (cookie.httpOnly?.value === true) parts.push('HttpOnly');
  const sameSite = cookie.sameSite?.toLowerCase();
  if (sameSite === 'strict' || sameSite === 'lax')
    parts.push(`SameSite=${sameSite === 'lax' ? 'Lax' : 'Strict'}`);
  if (sameSite === 'explicitnone') parts.push('SameSite=None');
  return parts.join('; ');
}

/** The library sends seconds, as protocol buffers do. */
function cookieDate(value: unknown): Date | null {
  if (value instanceof Date) return value;
  if (typeof value !== 'object' || value === null || !('seconds' in value)) return null;
  return typeof value.seconds === 'number' ? new Date(value.seconds * 1000) : null;
}
