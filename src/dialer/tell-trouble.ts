import { errorCode } from '../call/index.ts';
import type { Log } from '../telemetry/index.ts';

/** Does a part of a round, and tells where it fails: the orchestration only waits, and does another round. */
export async function tellTrouble<Result>(
  activity: string,
  log: Log,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    log('warn', 'ivr.outbound.trouble', { activity, code: errorCode(error) });
    throw error;
  }
}
