/** What an app may ask for that this host cannot give, told at the start. */
import type { ProgrammingModel } from './core-api.ts';
import { HostError } from './errors.ts';
import type { HostedFunction } from './functions.ts';
import type { Report } from './log.ts';

const askedModels = new WeakSet<ProgrammingModel>();

/** Streaming goes through a proxy in the worker that does not exist here: requests would wait for ever. */
export async function refuseStreaming(model: ProgrammingModel | null): Promise<void> {
  if (model?.getCapabilities === undefined || askedModels.has(model)) return;
  askedModels.add(model);
  const capabilities = await model.getCapabilities({});
  if (!('HttpUri' in capabilities)) return;
  throw new HostError(
    'HOST-UNSUPPORTED',
    'The app asks for HTTP streaming (app.setup({ enableHttpStream: true })), which the embedded host does not do. Switch it off for development, or run the app with the Functions tools.',
  );
}

export function warnOfRetries(functions: readonly HostedFunction[], report: Report): void {
  const names = functions
    .filter(({ registered }) => registered.metadata.retryOptions)
    .map(({ name }) => name);
  if (names.length > 0)
    report('warning', `The embedded host does not apply retry policies of functions: ${names.join(', ')}.`);
}
