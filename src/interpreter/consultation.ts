import { later } from '../call/index.ts';
import type {
  ApplicationInstanceId,
  CommandId,
  CommandResult,
  ConsultationNews,
  GraphCallId,
  ResultInfo,
  Target,
} from '../call/index.ts';
import type { CallDraft } from './call-draft.ts';
import type { CallState } from './call-state.ts';
import { cutPlaying } from './playback.ts';

/**
 * A call that was made so that somebody takes the caller over (section 2.1 of the flow language, transfer).
 *
 * I10  Such a call is taken over, ends by itself, or is hung up, whatever becomes of the caller, of the node and of
 *      the request for it; the call that it was made for is not over before that. One of which Graph does not
 *      say that it made it must be heard of in time for that.
 */
export interface Consultation {
  /** The `createCall` that asked for it, which also names the address that its notifications come to. */
  readonly command: CommandId;
  /** The visit of the node that wants it. */
  readonly visit: number;
  /** Null until Graph has said it: in its answer, or in the first notification. */
  readonly graphCallId: GraphCallId | null;
  /**
   * `dropped`: nobody wants it any more; it is hung up as soon as it is known. `refused`: Graph says that it did not
   * make it; should it have done so all the same, it will speak of it, and then it is hung up too.
   */
  readonly phase: 'calling' | 'answered' | 'dropped' | 'refused';
}

/** What became of a consultation, for the visit that wants it; null: nothing that anybody waits for. */
export type ConsultationTurn =
  { readonly kind: 'answered' } | { readonly kind: 'ended'; readonly result: ResultInfo | null } | null;

/** Calls somebody. */
export function beginConsultation(
  draft: CallDraft,
  target: Target,
  from: ApplicationInstanceId | null,
): CommandId {
  const command = draft.post({ kind: 'createCall', callee: { kind: 'target', target, from } });
  const { visit } = draft.state;
  setAll(draft, [...draft.state.consultations, { command, visit, graphCallId: null, phase: 'calling' }]);
  return command;
}

/** The one that the node which the call is at wants; undefined: there is none. */
export const currentConsultation = ({ consultations, visit }: CallState): Consultation | undefined =>
  consultations.find((each) => each.visit === visit && isWanted(each));

const isWanted = ({ phase }: Consultation): boolean => phase === 'calling' || phase === 'answered';

/** Whether the end has to wait for one of them. */
const isOwed = ({ phase }: Consultation): boolean => phase !== 'refused';

/** Graph's answer to the request. One whose fate is unknown may exist: its notifications will tell. */
export function onCallCreated(draft: CallDraft, command: CommandId, result: CommandResult): void {
  if (result.kind === 'created') learn(draft, command, result.graphCallId);
  if (result.kind !== 'refused') return;
  const known = draft.state.consultations.find((each) => each.command === command);
  if (known?.graphCallId !== null) return;
  change(draft, command, { phase: mayBeMade(result.failure.status) ? 'dropped' : 'refused' });
}

/** An error of the server need not mean that nothing was done; 503 says so (R1). The end waits until it is known. */
const mayBeMade = (status: number | null): boolean => status !== null && status >= 500 && status !== 503;

/** Something was heard of a call that we made; of any other, nothing is made (I4). */
export function onConsultationNews(
  draft: CallDraft,
  command: CommandId,
  graphCallId: GraphCallId,
  news: ConsultationNews,
): ConsultationTurn {
  const { outbox } = draft.state;
  if (outbox.some(({ id }) => id === command)) return null;
  learn(draft, command, graphCallId);
  const { consultations, visit } = draft.state;
  const known = consultations.find((each) => each.command === command);
  if (known === undefined || news.kind === 'exists') return null;
  const wanted = isWanted(known) && known.visit === visit;
  if (news.kind === 'ended') {
    forget(draft, command);
    return wanted ? news : null;
  }
  if (known.phase !== 'calling') return null;
  change(draft, command, { phase: 'answered' });
  return wanted ? { kind: 'answered' } : null;
}

/** It has been hung up, or Graph does not know it any more. */
export const onConsultationOver = (draft: CallDraft, command: CommandId): ConsultationTurn => {
  const wanted = currentConsultation(draft.state)?.command === command;
  forget(draft, command);
  return wanted ? { kind: 'ended', result: null } : null;
};

/** I10: what nobody wants any more is hung up, or not even begun. */
export function dropConsultations(draft: CallDraft): void {
  cutPlaying(draft, 'agent');
  for (const { command, graphCallId } of draft.state.consultations.filter(isWanted)) {
    if (draft.withdraw(command)) {
      forget(draft, command);
      continue;
    }
    change(draft, command, { phase: 'dropped' });
    if (graphCallId !== null) draft.post({ kind: 'deleteCall' }, command);
  }
}

/** Graph has put the caller in the place of ours, if we have asked it to: there is nothing to hang up. */
export function handedOver(draft: CallDraft): void {
  const current = currentConsultation(draft.state);
  const unasked = draft.state.outbox.some(({ order }) => order.kind === 'transfer');
  if (current !== undefined && !unasked) forget(draft, current.command);
}

/** A call of unknown fate is heard of within this time, or it never was (Graph lets a call ring for a minute). */
export const patienceWithUnknown = 90_000;

/**
 * The caller's call needs nothing more of Graph. What is left to send is about the others; true: the end has to wait
 * for them.
 */
export function awaitConsultations(draft: CallDraft): boolean {
  dropConsultations(draft);
  keepOnlyHangUps(draft);
  if (!draft.state.consultations.some(isOwed)) return false;
  const isUnknown = draft.state.consultations.some(({ graphCallId }) => graphCallId === null);
  if (isUnknown && draft.state.deadlines.consultationEnd === null)
    draft.setDeadline('consultationEnd', later(draft.now, patienceWithUnknown));
  return true;
}

/** What was never heard of does not exist; the others have been hung up, or are about to be. */
export function giveUpUnknownCalls(draft: CallDraft): void {
  if (draft.state.graphCallId === null) forgetCommandsOfCaller(draft);
  const asked = draft.state.inFlight?.command.id;
  setAll(
    draft,
    draft.state.consultations.filter(({ command, graphCallId }) => graphCallId !== null || command === asked),
  );
  draft.setDeadline('consultationEnd', null);
}

/** The caller's call is over: what was sent about it has no meaning any more. */
export function forgetCommandsOfCaller(draft: CallDraft): void {
  keepOnlyHangUps(draft);
  const { inFlight } = draft.state;
  if (inFlight?.leg === null && inFlight.command.kind !== 'createCall') draft.change({ inFlight: null });
}

/** Takes back what was not sent yet, except that others are to be hung up. */
function keepOnlyHangUps(draft: CallDraft): void {
  const { outbox, consultations } = draft.state;
  const unsent = new Set(outbox.map(({ id }) => id));
  draft.change({
    outbox: outbox.filter(({ leg, order }) => leg !== null && order.kind === 'deleteCall'),
    consultations: consultations.filter(({ command }) => !unsent.has(command)),
  });
}

function learn(draft: CallDraft, command: CommandId, graphCallId: GraphCallId): void {
  const known = draft.state.consultations.find((each) => each.command === command);
  if (known?.graphCallId !== null) return;
  change(draft, command, { graphCallId });
  if (isWanted(known)) return;
  change(draft, command, { phase: 'dropped' });
  draft.post({ kind: 'deleteCall' }, command);
}

/** Ended, or never begun: nothing more is to be said to it. */
function forget(draft: CallDraft, command: CommandId): void {
  if (currentConsultation(draft.state)?.command === command) cutPlaying(draft, 'agent');
  setAll(
    draft,
    draft.state.consultations.filter((each) => each.command !== command),
  );
  draft.change({ outbox: draft.state.outbox.filter(({ leg }) => leg !== command) });
}

function change(
  draft: CallDraft,
  command: CommandId,
  changes: Partial<Pick<Consultation, 'graphCallId' | 'phase'>>,
): void {
  setAll(
    draft,
    draft.state.consultations.map((each) => (each.command === command ? { ...each, ...changes } : each)),
  );
}

const setAll = (draft: CallDraft, consultations: readonly Consultation[]): void => {
  draft.change({ consultations });
};
