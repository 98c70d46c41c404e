import type { CallKind } from '../../operations/index.ts';
import type { SimulatedCall } from '../call/simulated-call.ts';
import type { SimulatedParty } from '../party.ts';
import type { LoggedRequest } from '../request-log.ts';
import type { Simulation } from '../simulation.ts';
import type { Judgement } from '../switch.ts';
import type { SimulatedTranscriptEntry } from '../transcript.ts';

/** A call in one line. Instants are ISO 8601. */
export interface CallSummary {
  readonly id: string;
  readonly state: string;
  readonly direction: 'incoming' | 'outgoing';
  /** What it is now: a call between two becomes a group call when somebody comes to it. */
  readonly kind: CallKind;
  readonly from: Readonly<Record<string, unknown>>;
  /** Who was called; `{ targets }` where several were, `{ meeting }` where a meeting is joined. */
  readonly to: Readonly<Record<string, unknown>>;
  readonly startedAt: string;
  readonly ended?: CallEndView;
}

export interface CallEndView {
  readonly at: string;
  readonly result: Judgement | null;
  readonly terminationReason?: string;
}

/** A call with all that happened in it. */
export interface CallView extends CallSummary {
  readonly callChainId: string;
  readonly audio: 'active' | 'inactive';
  readonly tonesSubscribed: boolean;
  /** Operations that sound or record, and that wait. */
  readonly media: { readonly running: string | null; readonly waiting: number };
  /** Who is there: how they are named, and whether they wait in the lobby, are muted, or are the app itself. */
  readonly participants: readonly Readonly<Record<string, unknown>>[];
  readonly transcript: readonly SimulatedTranscriptEntry[];
  readonly requests: readonly LoggedRequest[];
}

export function callSummary(call: SimulatedCall): CallSummary {
  const { direction, caller } = call.facts;
  const { endedAt, ending } = call;
  const reason = ending?.members?.terminationReason;
  const ended =
    endedAt === null
      ? {}
      : {
          ended: {
            at: new Date(endedAt).toISOString(),
            result: ending?.result ?? null,
            ...(typeof reason === 'string' ? { terminationReason: reason } : {}),
          },
        };
  return {
    id: call.id,
    state: call.phase,
    direction,
    kind: call.kind,
    from: partyView(caller),
    to: calledView(call),
    startedAt: new Date(call.placedAt).toISOString(),
    ...ended,
  };
}

export function callView(simulation: Simulation, call: SimulatedCall): CallView {
  return {
    ...callSummary(call),
    callChainId: call.callChainId,
    audio: call.audio,
    tonesSubscribed: call.tonesSubscribed,
    media: { running: call.media.running?.kind ?? null, waiting: call.media.waiting.length },
    participants: call.roster.all.map(({ id, party, inLobby, muted, onHold, isApp }) => ({
      id,
      ...partyView(party),
      inLobby,
      muted,
      ...(onHold ? { onHold } : {}),
      ...(isApp ? { app: true } : {}),
    })),
    transcript: [...call.transcript.entries],
    requests: simulation.log.ofCall(call.id),
  };
}

function calledView({ facts }: SimulatedCall): Readonly<Record<string, unknown>> {
  const { targets, meeting } = facts;
  if (meeting !== null) return { meeting: meeting.names[0] ?? null };
  const [target, ...others] = targets.map(partyView);
  return others.length === 0 ? (target ?? {}) : { targets: [target, ...others] };
}

/** A party as the control API takes it. */
function partyView(party: SimulatedParty): Readonly<Record<string, unknown>> {
  if (party.kind === 'encrypted') return { encrypted: true };
  const displayName = 'displayName' in party ? { displayName: party.displayName } : {};
  return { [party.kind]: party.id, ...displayName };
}
