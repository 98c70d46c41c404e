import type { InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { errorCode } from '../src/call/index.ts';
import type { EffectKind, EffectResultOf, PerformedEffect } from '../src/call/index.ts';
import { effectActivities } from '../src/orchestration/index.ts';
import { handleEffect } from '../src/reception/index.ts';
import type { PerformEffect } from '../src/reception/index.ts';
import { clock, log, telemetry } from './composition.ts';

/** Registers the activity that performs one kind of effect. */
export function effectActivity<Kind extends EffectKind>(kind: Kind, perform: PerformEffect<Kind>): void {
  df.app.activity(effectActivities[kind], {
    extraInputs: [df.input.durableClient()],
    handler: (input: unknown, context: InvocationContext): Promise<PerformedEffect<EffectResultOf<Kind>>> =>
      handleEffect(kind, input, perform, {
        raise: (call, event, data) => df.getClient(context).raiseEvent(call, event, data),
        clock,
        trace: telemetry.trace,
        onUnannounced: (callId, effect, cause) =>
          log('warn', 'ivr.effect.unannounced', { callId, effect, kind, reason: errorCode(cause) }),
      }),
  });
}
