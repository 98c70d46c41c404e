import type { Finding } from '../../exploration/index.ts';
import type { Coverage } from '../../rehearsal/index.ts';

/** What generated callers saw of a flow. */
export interface ExploredFlow {
  readonly flow: string;
  readonly calls: number;
  readonly findings: readonly Finding[];
  readonly coverage: Coverage;
  /** In ms of a clock on the wall. */
  readonly took: number;
}
