/** The SDK's answer to an episode, parsed once where it comes in (durable-functions 3.5.0, replay schema V3). */
import * as z from 'zod';

export const ActionType = {
  CallActivity: 0,
  CallActivityWithRetry: 1,
  CallSubOrchestrator: 2,
  CallSubOrchestratorWithRetry: 3,
  ContinueAsNew: 4,
  CreateTimer: 5,
  WaitForExternalEvent: 6,
  CallEntity: 7,
  CallHttp: 8,
  SignalEntity: 9,
  ScheduledSignalEntity: 10,
  WhenAny: 11,
  WhenAll: 12,
  LockEntities: 13,
  ReleaseEntities: 14,
} as const;

const retryOptions = z.object({
  firstRetryIntervalInMilliseconds: z.number(),
  maxNumberOfAttempts: z.number().int(),
  backoffCoefficient: z.number().nullish(),
  maxRetryIntervalInMilliseconds: z.number().nullish(),
  retryTimeoutInMilliseconds: z.number().nullish(),
});

export type RetryOptions = z.infer<typeof retryOptions>;

const activity = { functionName: z.string(), input: z.unknown().optional() };
const subOrchestrator = { ...activity, instanceId: z.string().nullish(), version: z.string().nullish() };

const simpleActions = [
  z.object({ actionType: z.literal(ActionType.CallActivity), ...activity }),
  z.object({ actionType: z.literal(ActionType.CallActivityWithRetry), ...activity, retryOptions }),
  z.object({ actionType: z.literal(ActionType.CallSubOrchestrator), ...subOrchestrator }),
  z.object({
    actionType: z.literal(ActionType.CallSubOrchestratorWithRetry),
    ...subOrchestrator,
    retryOptions,
  }),
  z.object({ actionType: z.literal(ActionType.ContinueAsNew), input: z.unknown().optional() }),
  z.object({ actionType: z.literal(ActionType.CreateTimer), fireAt: z.string(), isCanceled: z.boolean() }),
  z.object({ actionType: z.literal(ActionType.WaitForExternalEvent), externalEventName: z.string() }),
  z.object({ actionType: z.literal(ActionType.CallEntity) }),
  z.object({ actionType: z.literal(ActionType.CallHttp) }),
  z.object({ actionType: z.literal(ActionType.SignalEntity) }),
  z.object({ actionType: z.literal(ActionType.ScheduledSignalEntity) }),
  z.object({ actionType: z.literal(ActionType.LockEntities) }),
  z.object({ actionType: z.literal(ActionType.ReleaseEntities) }),
] as const;

export type SimpleAction = z.infer<(typeof simpleActions)[number]>;

export interface CompoundAction {
  readonly actionType: typeof ActionType.WhenAny | typeof ActionType.WhenAll;
  readonly compoundActions: readonly OrchestratorAction[];
}

export type OrchestratorAction = SimpleAction | CompoundAction;

/** The kind is looked up, not tried: a history has hundreds of actions, and they are read anew in every episode. */
const action: z.ZodType<OrchestratorAction> = z.discriminatedUnion('actionType', [
  z.object({
    actionType: z.literal([ActionType.WhenAny, ActionType.WhenAll]),
    compoundActions: z.array(z.lazy(() => action)),
  }),
  ...simpleActions,
]);

const answer = z.object({
  isDone: z.boolean(),
  actions: z.array(z.array(action)).max(1),
  output: z.unknown().optional(),
  customStatus: z.unknown().optional(),
  error: z.string().nullish(),
});

/** What the orchestrator function answered to one episode: every action since its start, in one flat list. */
export interface OrchestratorAnswer {
  readonly isDone: boolean;
  readonly actions: readonly OrchestratorAction[];
  readonly output: unknown;
  readonly customStatus: unknown;
  /** Text of what the orchestrator threw. */
  readonly error: string | null;
  /** It threw something that has no text. The real extension then fails the instance before it looks at the actions. */
  readonly threwWithoutText: boolean;
}

const failureLabel = '\n\n$OutOfProcData$:';

/** @throws ZodError when the SDK's answer has another shape: another version of it, or no orchestrator at all. */
export function parseAnswer(json: string): OrchestratorAnswer {
  return toAnswer(JSON.parse(json), false);
}

/** The answer that a failed orchestrator hides in its error's message, or null if the message carries none. */
export function parseFailedAnswer(message: string): OrchestratorAnswer | null {
  const start = message.indexOf(failureLabel);
  return start < 0 ? null : toAnswer(JSON.parse(message.slice(start + failureLabel.length)), true);
}

function toAnswer(value: unknown, threw: boolean): OrchestratorAnswer {
  const parsed = answer.parse(value);
  const error = parsed.error === undefined || parsed.error === '' ? null : parsed.error;
  return {
    isDone: parsed.isDone,
    actions: parsed.actions[0] ?? [],
    output: parsed.output,
    customStatus: parsed.customStatus,
    error,
    threwWithoutText: threw && error === null,
  };
}
