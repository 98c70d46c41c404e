/** One POST to the app. */
export interface NotificationRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

export interface NotificationAnswer {
  readonly status: number;
  /** The header Location. */
  readonly location: string | null;
}

/** Sends a notification; rejects where no answer came. */
export type NotificationTransport = (request: NotificationRequest) => Promise<NotificationAnswer>;

/** Over HTTP; redirects are not followed, since what they mean is the notifier's business. */
export const httpTransport: NotificationTransport = async ({ url, headers, body, signal }) => {
  const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
  await response.body?.cancel();
  return { status: response.status, location: response.headers.get('location') };
};
