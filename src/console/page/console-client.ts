import type { CallUpdate, StatusView } from '../view.ts';
import { Refusal } from './refusal.ts';
import { parseProblem, parsePlacedCall, parseStatus, parseUpdate } from './parse-answer.ts';

/** The console's API as the page uses it. Every failure is an Error whose message can be shown, a Refusal if it answered. */
export const consoleClient = {
  status: async (): Promise<StatusView> => parseStatus(await textOf(await fetch('/console/api/status'))),

  placeCall: async (from: string, to: string): Promise<string> => {
    const answer = await textOf(await post('/console/api/calls', { from, to }));
    return parsePlacedCall(answer).id;
  },

  press: async (id: string, keys: string): Promise<void> => {
    await textOf(await post(`/console/api/calls/${encodeURIComponent(id)}/keys`, { keys }));
  },

  hangUp: async (id: string): Promise<void> => {
    await textOf(await post(`/console/api/calls/${encodeURIComponent(id)}/hangup`, {}));
  },

  /**
   * Hears everything that happens in the call, from its beginning. The stream reconnects by itself, unless it is
   * refused: then it is closed for good.
   */
  watch: (
    id: string,
    onUpdate: (update: CallUpdate) => void,
    onBreak: (isFinal: boolean) => void,
  ): { stop(): void } => {
    const stream = new EventSource(`/console/api/calls/${encodeURIComponent(id)}/events`);
    stream.addEventListener('message', ({ data }: MessageEvent<string>) => onUpdate(parseUpdate(data)));
    stream.addEventListener('error', () => onBreak(stream.readyState === EventSource.CLOSED));
    return { stop: () => stream.close() };
  },
};

async function post(path: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function textOf(response: Response): Promise<string> {
  const text = await response.text();
  if (!response.ok)
    throw new Refusal(response.status, parseProblem(text) ?? `The console answered ${response.status}.`);
  return text;
}
