import * as df from 'durable-functions';
import type {
  CallRecord,
  Effect,
  EffectKind,
  EffectResult,
  Instant,
  PerformedCommand,
} from '../call/index.ts';
import type { PerformCommand } from '../graph/index.ts';
import {
  callOrchestration,
  callOrchestrator,
  commandActivities,
  effectActivities,
  parseCommandInput,
  parseScheduleOrder,
  workOutSchedulesActivity,
  writeCallRecordActivity,
} from '../orchestration/index.ts';
import type { CallShell } from '../orchestration/index.ts';
import { handleEffect } from '../reception/index.ts';
import { untraced } from '../telemetry/index.ts';
import { workOutSchedules } from '../schedules/index.ts';

/** What the functions of a hosted call are put together from, as those of the product are. */
export interface FunctionParts {
  readonly shell: CallShell;
  readonly performCommand: PerformCommand;
  readonly performEffect: (effect: Effect) => Promise<EffectResult>;
  readonly raise: (id: string, event: string, data: object) => void;
  readonly clock: () => Instant;
  readonly keepRecord: (record: CallRecord) => void;
}

/** Registers what a call needs with the host that is being started, under the product's own names. */
export function registerFunctions(parts: FunctionParts): void {
  df.app.orchestration(callOrchestrator, callOrchestration(parts.shell));
  for (const name of commandActivities) {
    df.app.activity(name, {
      handler: (input: unknown): Promise<PerformedCommand> => {
        const { command, call } = parseCommandInput(input);
        return parts.performCommand(command, call);
      },
    });
  }
  const kinds: readonly EffectKind[] = ['http', 'queue', 'renderSpeech', 'fetchRecording'];
  for (const kind of kinds) registerEffect(kind, parts);
  df.app.activity(workOutSchedulesActivity, {
    handler: (order: unknown) => workOutSchedules(parseScheduleOrder(order)),
  });
  df.app.activity(writeCallRecordActivity, {
    handler: (record: CallRecord): Record<string, never> => {
      parts.keepRecord(record);
      return {};
    },
  });
}

function registerEffect(kind: EffectKind, { performEffect, raise, clock }: FunctionParts): void {
  df.app.activity(effectActivities[kind], {
    handler: (input: unknown) =>
      handleEffect<EffectKind>(kind, input, performEffect, {
        raise: (id, event, data) => {
          raise(id, event, data);
          return Promise.resolve();
        },
        clock,
        trace: untraced,
        onUnannounced: (_call, _effect, cause) => {
          throw cause;
        },
      }),
  });
}
