/** A request to one of the notification routes. */
export interface NotificationRequest {
  /** The call whose own address it came to; null for the address of all. */
  readonly instanceId: string | null;
  readonly header: (name: string) => string | null;
  readonly body: () => Promise<Uint8Array>;
}

export interface NotificationAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON text. */
  readonly body?: string;
}

/** What is done when the body is larger. */
const largestBody = 256 * 1024;

/** The body; null where it is larger than that. */
export async function readBody(request: NotificationRequest): Promise<Uint8Array | null> {
  if (Number(request.header('content-length') ?? 0) > largestBody) return null;
  const bytes = await request.body();
  return bytes.byteLength > largestBody ? null : bytes;
}

/** The text by the declared charset; one that nobody knows is taken for UTF-8. */
export function decodeBody(bytes: Uint8Array, contentType: string | null): string {
  const charset = /charset="?([\w-]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

export const accepted: NotificationAnswer = { status: 202 };
/** "Send it again in Graph's protocol." */
export const noContent: NotificationAnswer = { status: 204 };

/** What a sender is told who is not served. */
export const errorAnswer = (status: number, code: string, message: string): NotificationAnswer => ({
  status,
  headers: {
    'content-type': 'application/json',
    ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
  },
  body: JSON.stringify({ error: { code, message } }),
});
