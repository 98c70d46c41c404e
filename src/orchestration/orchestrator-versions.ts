import type { OrchestrationContext, Task } from 'durable-functions';

/**
 * The versions that instances may still have, the oldest first; the last is `defaultVersion` of host.json, in which they
 * start. A call keeps the one that it began with: docs/decisions says what needs a new one.
 */
export const orchestratorVersions = ['1'] as const;
type OrchestratorVersion = (typeof orchestratorVersions)[number];

/** What is started without a version, by a host that knows none, was written for this one. */
const unversioned: OrchestratorVersion = '1';

export type Orchestrator = (context: OrchestrationContext) => Generator<Task, unknown, unknown>;

/** An instance whose version no code is there for: it fails, rather than being replayed by code that decides otherwise. */
class OrchestratorVersionError extends Error {
  override readonly name = 'OrchestratorVersionError';
  readonly code = 'ORCHESTRATOR-VERSION-UNKNOWN';
  readonly version: string;

  constructor(orchestrator: string, version: string) {
    super(
      `The orchestrator "${orchestrator}" has no version ${JSON.stringify(version)}, only ${orchestratorVersions.join(', ')}. ` +
        'Either its version was removed before its last call had ended, or host.json names one that this app does not have. ' +
        'Deploy an app that has both.',
    );
    this.version = version;
  }
}

/** The orchestrator of a name: each instance is run by the code of its own version. */
export const orchestratorByVersion = (
  name: string,
  versions: Readonly<Record<OrchestratorVersion, Orchestrator>>,
): Orchestrator => {
  const known = new Map<string, Orchestrator>(Object.entries(versions));
  return function* (context) {
    const { version } = context.df;
    // On the wire it is null where there is none.
    const asked = (version ?? '') || unversioned;
    const run = known.get(asked);
    if (run === undefined) throw new OrchestratorVersionError(name, asked);
    return yield* run(context);
  };
};
