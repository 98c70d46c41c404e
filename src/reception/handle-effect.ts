import type {
  CallFacts,
  CallId,
  CommandId,
  EffectKind,
  EffectOf,
  EffectResultOf,
  Instant,
  PerformedEffect,
} from '../call/index.ts';
import type { Trace } from '../telemetry/index.ts';
import { callEvent, effectFinished, parseEffectInput } from '../orchestration/index.ts';

/** Performs one kind of effect. What cannot be done is a result; a throw is a defect. */
export type PerformEffect<Kind extends EffectKind> = (
  effect: EffectOf<Kind>,
  call: CallFacts,
) => Promise<EffectResultOf<Kind>>;

/** What the activity of an effect needs besides. */
export interface EffectSurroundings {
  readonly raise: (call: CallId, event: string, data: object) => Promise<void>;
  readonly clock: () => Instant;
  readonly trace: Trace;
  /** A result that could not be announced: the call learns it at its next turn, by a timer at the latest. */
  readonly onUnannounced: (call: CallId, effect: CommandId, cause: unknown) => void;
}

/** The activity that performs a kind of effect: it does it, and tells the call that it is about to finish (O12). */
export async function handleEffect<Kind extends EffectKind>(
  kind: Kind,
  input: unknown,
  perform: PerformEffect<Kind>,
  { raise, clock, trace, onUnannounced }: EffectSurroundings,
): Promise<PerformedEffect<EffectResultOf<Kind>>> {
  const { effect, call } = parseEffectInput(input, kind);
  try {
    const dimensions = { callId: call.id, graphCallId: call.graphCallId };
    const options = { kind: 'internal', of: kind, dimensions, cause: null } as const;
    return await trace('effect', options, async (span) => {
      const result = await perform(effect, call);
      if (result.outcome === 'failed') span.fail(result.failure.code);
      return { at: clock(), result };
    });
  } finally {
    await raise(call.id, callEvent, effectFinished(effect.id)).catch((cause: unknown) =>
      onUnannounced(call.id, effect.id, cause),
    );
  }
}
