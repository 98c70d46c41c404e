import * as z from 'zod';
import { playedNames } from '../flow/index.ts';
import type { FlowDocument } from '../flow/index.ts';

/** The names that scenarios of a flow may say: its own, and those of the flows that it enters. */
export interface FlowNames {
  readonly nodes: ReadonlySet<string>;
  readonly prompts: ReadonlySet<string>;
  /** Whether prompts may have names besides, which depend on the values of a call. */
  readonly hasOtherPrompts: boolean;
  readonly targets: ReadonlySet<string>;
  /** Milestones, the names of `event` nodes. */
  readonly events: ReadonlySet<string>;
  /** The events from outside for which some node waits. */
  readonly waitedFor: ReadonlySet<string>;
}

/** What a target that is written in place is called in a transcript. */
const targetKinds = ['user', 'phone', 'applicationInstance', 'application'];

const milestone = z.object({ type: z.literal('event'), name: z.string() });
const external = 'external:';
const waiting = z.object({ type: z.literal('wait'), event: z.string().startsWith(external) });

export function readFlowNames(flows: readonly FlowDocument[]): FlowNames {
  const written = flows.flatMap(({ nodes }) => Object.values(nodes));
  const played = flows.map(playedNames);
  return {
    nodes: new Set(flows.flatMap(({ nodes }) => Object.keys(nodes))),
    prompts: new Set(played.flatMap(({ names }) => [...names])),
    hasOtherPrompts: played.some(({ hasOthers }) => hasOthers),
    targets: new Set([...flows.flatMap(({ targets }) => Object.keys(targets)), ...targetKinds]),
    events: new Set(written.flatMap((node) => milestone.safeParse(node).data?.name ?? [])),
    waitedFor: new Set(
      written.flatMap((node) => waiting.safeParse(node).data?.event.slice(external.length) ?? []),
    ),
  };
}
