import type { BoundFlow } from '../flow/index.ts';
import { installModuleHook } from '../host/index.ts';
import type { MediaCatalogue } from '../media/index.ts';
import type { ScenarioResult } from '../rehearsal/index.ts';
import type { Scenario } from '../scenario/index.ts';
import type { HostRecording } from './hosted-world.ts';

/** A flow that is called, and where its audio is. */
export interface HostedFlow {
  readonly flow: BoundFlow;
  readonly media: MediaCatalogue;
}

let running: Promise<unknown> = Promise.resolve();

/**
 * Runs a scenario through functions, embedded host and simulated Graph, on a virtual clock. Its result is that of
 * `rehearse`, unless it is recorded: then the time of keys is as in production. One runs at a time, since a process has one host: who comes meanwhile waits.
 *
 * @throws HostError where the host cannot be started
 */
export function rehearseHosted(
  hosted: HostedFlow,
  scenario: Scenario,
  recording?: HostRecording,
): Promise<ScenarioResult> {
  const run = running.then(async () => {
    // The SDK asks for the worker's module when it is loaded, so not before this.
    installModuleHook();
    const { runScenario } = await import('./run-scenario.ts');
    return runScenario(hosted, scenario, recording);
  });
  running = run.catch(() => undefined);
  return run;
}
