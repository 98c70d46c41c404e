import type { ServerResponse } from 'node:http';
import type { CallUpdate } from './view.ts';

const pingMs = 15_000;

/**
 * Sends updates as server-sent events until the call has ended or the page has gone. Proxies and browsers drop a
 * silent stream, so a comment goes out every 15 s.
 */
export function streamUpdates(
  response: ServerResponse,
  watch: (onUpdate: (update: CallUpdate) => void) => { stop(): void },
): void {
  response.setHeader('content-type', 'text/event-stream');
  response.setHeader('cache-control', 'no-store');
  let sent = 0;
  const watching = watch((update) => {
    if (response.writableEnded) return;
    sent += 1;
    response.write(`id: ${sent}\ndata: ${JSON.stringify(update)}\n\n`);
    if (update.ended) response.end();
  });
  // Sent only now: where `watch` throws, the answer is an error instead.
  response.flushHeaders();
  const ping = setInterval(() => response.write(': still here\n\n'), pingMs);
  response.on('close', () => {
    clearInterval(ping);
    watching.stop();
  });
}
