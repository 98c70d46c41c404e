import type * as z from 'zod';

/**
 * The description of one Graph operation. A description decides nothing and does nothing: the client sends
 * by it, the simulator judges by it, and the permission list is read from it.
 */
export interface OperationDescription {
  readonly name: string;
  /** Name of the page in the Graph API reference. */
  readonly documentation: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /**
   * Below the service root; `{id}` is the call, `{participantId}`, `{groupId}` and `{sessionId}` are something in it. The
   * last segment of an action is its name.
   */
  readonly path: `/communications/calls${string}`;
  readonly availableIn: readonly ApiVersion[];
  /** Versions in which the deprecated `/app/calls…` twin of `path` is documented. */
  readonly aliasIn: readonly ApiVersion[];
  /** Application permissions as the reference lists them, least privileged first; any one of them is enough. */
  readonly permissions: readonly Permission[];
  /** When Graph looks whether the app has one of them; nothing is looked for where none is listed. */
  readonly permissionCheck: PermissionCheck;
  /** The kinds of call that it is for: between two, or of a group or meeting. */
  readonly callKinds: readonly CallKind[];
  /** Top-level members of the body that a group call needs and that a call between two must not have. */
  readonly groupOnlyMembers: readonly string[];
  readonly requiresState: StateRequirement;
  /** Who may process the media of a call that uses it: Graph, the app, or either. */
  readonly media: 'serviceHosted' | 'appHosted' | 'any';
  /** The body; null for an operation without one. Strict: what it refuses, Graph refuses. */
  readonly request: z.ZodType | null;
  /** Top-level members of the body that only the beta version knows. */
  readonly betaOnlyMembers: readonly string[];
  /** The answer's body; null for none. Tolerant: unknown members and spellings pass. */
  readonly response: z.ZodType | null;
  /** The wire type of the answer's body, or of what a list of it holds; null where it has none. */
  readonly responseType: ResponseType | null;
  readonly successStatus: number;
  /** True where the answer does not tell the outcome, as what was asked for takes its time. */
  readonly isAsynchronous: boolean;
  readonly completion: Completion;
  /** True where sending the request again can at worst cost time. Everything else must not be repeated blindly. */
  readonly repeatIsHarmless: boolean;
  readonly inFlows: UseInFlows;
}

/** How a flow asks for it. */
export type UseInFlows =
  /** By nodes of its own, since it decides what becomes of the call. `instead`: what there is. */
  { readonly by: 'ownNode'; readonly instead: string } | UseByGraphNode;

/** By a `graph` node, which goes on with the answer, or with the end that is told later. */
export type UseByGraphNode =
  | { readonly by: 'graphNode'; readonly until: 'answer' }
  | ({ readonly by: 'graphNode'; readonly until: 'end' } & AwaitedEnd);

/** An end that a flow waits for. */
export interface AwaitedEnd {
  /**
   * After so many milliseconds nothing is waited for any more, by the body as it is sent. Asked with what a flow has
   * written, some of which is worked out only in the call, it says the longest.
   */
  readonly within: (body: unknown) => number;
  /** What it counts as where nothing was heard of it, and Graph had taken it. */
  readonly unheard: 'done' | 'failed';
  /** Whether the caller hears something meanwhile: audio, or ringing. */
  readonly isHeard: boolean;
  /** Members of the body that are true where no end will ever be told. */
  readonly untoldWith: readonly string[];
}

export type ApiVersion = 'v1.0' | 'beta';

export type CallKind = 'oneToOne' | 'group';

/**
 * - `request`: with every request, so that one may be refused in the middle of a call.
 * - `groupCall`: likewise, but a call between two needs no permission for it.
 * - `callCreation`: when the call was made or taken, and not again.
 */
export type PermissionCheck = 'request' | 'groupCall' | 'callCreation';

/**
 * What a call must be like for the operation to make sense.
 * - `noCall`: the operation makes the call.
 * - `live`: any call that has not ended.
 * - `incoming`: not answered, rejected or redirected yet.
 * - `established`: answered; with `audio: 'active'` its media must flow as well.
 */
export type StateRequirement =
  | { readonly kind: 'noCall' }
  | { readonly kind: 'live' }
  | { readonly kind: 'incoming' }
  | { readonly kind: 'established'; readonly audio: 'active' | 'any' };

/**
 * How the outcome becomes known.
 * - `none`: by the answer alone.
 * - `callState`: by notifications about the call.
 * - `callToneInfo`: keys are told by notifications about the call, until it ends.
 * - `operation`: by one notification about the operation that the answer names.
 * - `roster`: by the list of participants that is told next.
 */
export type Completion = 'none' | 'callState' | 'callToneInfo' | 'operation' | 'roster';

/** A type of Microsoft Graph, or a list of it. */
export type ResponseType = `microsoft.graph.${string}` | `Collection(microsoft.graph.${string})`;

export type Permission =
  | 'Calls.Initiate.All'
  | 'Calls.InitiateGroupCall.All'
  | 'Calls.JoinGroupCall.All'
  | 'Calls.JoinGroupCallAsGuest.All'
  | 'Calls.AccessMedia.All'
  | 'Calls.JoinGroupCalls.Chat'
  | 'Calls.AccessMedia.Chat';
