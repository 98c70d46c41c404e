import * as z from 'zod';
import { playedNames } from '../flow/index.ts';
import type { FlowDocument } from '../flow/index.ts';

/** The names that scenarios of a flow may say: its own, and those of the flows that it enters. */
export interface FlowNames {
  readonly nodes: ReadonlySet<string>;
  /** Prompts that are called the same on every call. */
  readonly prompts: ReadonlySet<string>;
  /** Whether some prompt may be called so, as the values of a call are. */
  readonly mayBePrompt: (name: string) => boolean;
  readonly targets: ReadonlySet<string>;
  /** Milestones, the names of `event` nodes. */
  readonly events: ReadonlySet<string>;
  /** The events from outside for which some node waits. */
  readonly waitedFor: ReadonlySet<string>;
}

const targetKinds = ['user', 'phone', 'applicationInstance', 'application'] as const;

const milestone = z.object({ type: z.literal('event'), name: z.string() });
const external = 'external:';
const waiting = z.object({ type: z.literal('wait'), event: z.string().startsWith(external) });

export function readFlowNames(flows: readonly FlowDocument[]): FlowNames {
  const written = flows.flatMap(({ nodes }) => Object.values(nodes));
  const played = flows.map(playedNames);
  return {
    nodes: new Set(flows.flatMap(({ nodes }) => Object.keys(nodes))),
    prompts: new Set(played.flatMap(({ names }) => [...names])),
    mayBePrompt: (name) =>
      played.some(({ fitsWithValues, hasUnknown }) => hasUnknown || fitsWithValues(name)),
    targets: new Set([
      ...flows.flatMap(({ targets }) => Object.keys(targets)),
      ...written.flatMap(targetsInPlace),
    ]),
    events: new Set(written.flatMap((node) => milestone.safeParse(node).data?.name ?? [])),
    waitedFor: new Set(
      written.flatMap((node) => waiting.safeParse(node).data?.event.slice(external.length) ?? []),
    ),
  };
}

/** What targets that are written in place are called: by their kind, or by whom they name. */
function targetsInPlace(node: object): readonly string[] {
  const values: readonly unknown[] = Object.values(node).flat();
  return values.flatMap((value) => {
    const target = inPlace.safeParse(value).data ?? {};
    return targetKinds.flatMap((kind) => (target[kind] === undefined ? [] : [kind, target[kind]]));
  });
}

const named = z.string().optional();
const inPlace = z.object({ user: named, phone: named, applicationInstance: named, application: named });
