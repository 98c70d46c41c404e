import { admit, arrive, deny, endWhenAlone, note } from '../call/conference.ts';
import { connect } from '../call/establish.ts';
import type { Meeting } from '../call/meeting.ts';
import type { SimulatedCall } from '../call/simulated-call.ts';
import { tellRoster } from '../call/tell-roster.ts';
import type { MeetingFault } from '../faults.ts';
import { refusal } from '../graph/refusal.ts';
import type { Simulation } from '../simulation.ts';
import type { Judgement } from '../switch.ts';
import type { SwitchValues } from '../switches.ts';

/** What was ordered for the meeting. Throws where it cannot be joined and a switch has that refused at once. */
export function planMeeting(simulation: Simulation, meeting: Meeting): MeetingFault | null {
  const { faultSource, switches } = simulation;
  const plan = faultSource.takeMeeting(meeting.names);
  if (plan === null || !switches.meetingRefusedAtOnce) return plan;
  const closed = closedResult(plan, meeting, switches);
  if (closed !== null) throw refusal('fault', closed, closedMessage(plan));
  return plan;
}

/** Joins the meeting: at once, after a wait in its lobby, or not at all (application-post-calls). */
export function enterMeeting(call: SimulatedCall, plan: MeetingFault | null): void {
  const { meeting } = call.facts;
  const { switches } = call;
  if (meeting === null) return;
  const closed = plan === null ? null : closedResult(plan, meeting, switches);
  const decidedAtOnce = plan === null || plan.outcome === 'admit' || closed !== null;
  call.after(decidedAtOnce ? (plan?.afterMs ?? switches.meetingJoinMs) : switches.meetingJoinMs, () => {
    if (plan !== null && closed !== null) {
      call.end({ result: closed, message: closedMessage(plan) });
      return;
    }
    for (const party of plan?.participants ?? []) arrive(call, { party });
    if (plan === null || decidedAtOnce) {
      connect(call);
      endWhenAlone(call);
      return;
    }
    waitInLobby(call, plan);
  });
}

function waitInLobby(call: SimulatedCall, { outcome, afterMs }: MeetingFault): void {
  const { lobbyMs, lobbyTimedOut } = call.switches;
  const waiting = call.roster.change(call.myParticipantId, { inLobby: true });
  if (waiting === null) return;
  note(call, 'waits', waiting);
  tellRoster(call, [waiting]);
  const isWaiting = (): boolean => call.roster.find(call.myParticipantId)?.inLobby === true;
  const decide = outcome === 'denied' ? deny : admit;
  const decidedAfter = afterMs ?? (outcome === 'denied' ? 0 : null);
  if (decidedAfter !== null) {
    call.after(decidedAfter, () => {
      if (isWaiting()) decide(call, waiting);
    });
  }
  call.after(lobbyMs, () => {
    if (isWaiting()) call.end({ result: lobbyTimedOut, message: 'Nobody let the bot in.' });
  });
}

/** How a meeting ends the attempt that cannot be joined at all; null for one that can. */
function closedResult(
  { outcome }: MeetingFault,
  { byToken }: Meeting,
  switches: SwitchValues,
): Judgement | null {
  if (outcome === 'locked') return switches.meetingLocked;
  if (outcome !== 'unknown') return null;
  return byToken ? switches.joinTokenInvalid : switches.meetingUnknown;
}

function closedMessage({ outcome }: MeetingFault): string {
  return outcome === 'locked' ? 'The meeting is locked.' : 'There is no such meeting.';
}
