import { judgement } from './switch.ts';
import type { Judgement, Switch } from './switch.ts';

/** How a request is refused that the state of things does not allow: status and code of the error body. */
export const refusalSwitches = {
  invalidArgument: judgement(400, 8523, 'shared', 'A body that breaks a rule.'),
  missingPermission: judgement(
    403,
    7504,
    'seen',
    'The app has not been granted a permission that the operation needs.',
  ),
  callNotEstablished: judgement(
    400,
    8501,
    'shared',
    'An operation that needs an established call, too early.',
  ),
  audioInactive: judgement(400, 8503, 'shared', 'A media operation before audio is active.'),
  wrongState: judgement(400, 8585, 'shared', 'An operation that the state of the call does not allow.'),
  callTerminating: judgement(400, 8528, 'shared', 'A request while the call is terminating.'),
  mediaNotServiceHosted: judgement(400, 8500, 'shared', 'A service-hosted operation on an app-hosted call.'),
  notGroupCall: judgement(400, 8548, 'shared', 'An operation for group calls on a call between two.'),
  participantNotFound: judgement(404, 8522, 'seen', 'A participant whom the call does not have.'),
  resourceNotFound: judgement(
    404,
    8522,
    'assumed',
    'An audio routing group or a content sharing session that the call does not have.',
  ),
  actionConflict: judgement(
    409,
    8519,
    'shared',
    'Hold music while somebody is on hold; a second audio routing group of one id.',
  ),
  notRecordingCall: judgement(
    400,
    8506,
    'shared',
    'updateRecordingStatus in a call that is under no recording policy.',
  ),
  organizerStays: judgement(400, 8552, 'shared', 'The organizer of a meeting is to be removed.'),
  removalNotAllowed: judgement(
    403,
    7504,
    'assumed',
    'A participant is to be removed and the tenant does not allow it.',
  ),
  transferConflict: judgement(409, 8607, 'shared', 'A transfer while another one is running.'),
  foreignSource: judgement(403, 7507, 'shared', 'The source of a call is not of this app.'),
  notSupported: judgement(405, 8520, 'shared', 'What the simulator or the platform does not do.'),
  meetingLocked: judgement(403, 8560, 'shared', 'The meeting is locked.'),
  meetingUnknown: judgement(404, 8561, 'shared', 'There is no such meeting.'),
  joinTokenInvalid: judgement(400, 8526, 'shared', 'The token to join a meeting by is none.'),
} as const satisfies Readonly<Record<string, Switch<Judgement>>>;

export type RefusalSwitchName = keyof typeof refusalSwitches;
