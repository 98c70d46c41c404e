import type { IncomingMessage } from 'node:http';
import { isForeignRequest } from '../loopback/index.ts';
import { ConsoleError } from './console-error.ts';

/** A form of the page is far smaller. */
const bodyLimit = 4096;

/**
 * C1  Only this machine's own page steers the console.
 *
 * A name that was re-bound to loopback shows in `Host`, a foreign page in `Origin`; both are refused.
 */
export function refuseForeign({ headers }: IncomingMessage): void {
  const { host = '', origin } = headers;
  if (isForeignRequest({ host }))
    throw new ConsoleError('CONSOLE-FOREIGN-ORIGIN', 'The console answers on localhost only.');
  if (origin !== undefined && origin !== `http://${host}`)
    throw new ConsoleError('CONSOLE-FOREIGN-ORIGIN', 'The console is steered by its own page only.');
}

/** The JSON body of a request; other content types are refused, which keeps plain cross-site forms out. */
export async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
    throw new ConsoleError('CONSOLE-REQUEST-INVALID', 'Send JSON with the content type application/json.');
  request.setEncoding('utf8');
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > bodyLimit)
      throw new ConsoleError('CONSOLE-REQUEST-INVALID', `The body is over ${bodyLimit} characters.`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ConsoleError('CONSOLE-REQUEST-INVALID', 'The body is no JSON.', error);
  }
}
