import type { JsonObject, JsonValue } from '../../call/index.ts';
import { isJsonObject } from '../../call/index.ts';
import type { NotificationKind } from '../faults.ts';
import type { SwitchValues } from '../switches.ts';

/** One change of a call or of one of its operations, before it takes its wire form. */
export interface Change {
  /** Which faults concern it. */
  readonly kind: NotificationKind;
  readonly changeType: 'created' | 'updated' | 'deleted';
  readonly callId: string;
  readonly subject: ChangeSubject;
  /** The call's state that it tells, for faults that concern one state only. */
  readonly state: string | null;
}

/** What has changed, with its `resourceData` without the id: the call, an operation of it, who takes part, or what is shared. */
export type ChangeSubject =
  | { readonly kind: 'call'; readonly data: JsonObject }
  | { readonly kind: 'operation'; readonly id: string; readonly data: JsonObject }
  | { readonly kind: 'participants'; readonly data: readonly JsonObject[] }
  | { readonly kind: 'contentSharing'; readonly id: string; readonly data: readonly JsonObject[] };

/** In words, for the transcript: `call updated established`. */
export function aboutChange(change: Change): string {
  const { subject, changeType, state } = change;
  if (subject.kind === 'participants') return `participants ${changeType} ${subject.data.length}`;
  if (subject.kind === 'contentSharing') return `contentSharing ${changeType}`;
  const { toneInfo, status } = subject.data;
  const tone = isJsonObject(toneInfo) ? toneInfo.tone : null;
  const detail = typeof tone === 'string' ? `tone ${tone}` : (state ?? status);
  const words = [subject.kind, changeType, ...(typeof detail === 'string' ? [detail] : [])];
  return words.join(' ');
}

/** The body of a notification request (resource commsNotifications), with the quirks that the switches ask for. */
export function envelope(
  changes: readonly Change[],
  callbackUri: string,
  switches: SwitchValues,
): JsonObject {
  return {
    '@odata.type': '#microsoft.graph.commsNotifications',
    value: changes.map((change) => commsNotification(change, callbackUri, switches)),
  };
}

function commsNotification(change: Change, callbackUri: string, switches: SwitchValues): JsonObject {
  const path = pathOf(change, switches);
  const slash = switches.withoutLeadingSlash ? '' : '/';
  return {
    '@odata.type': '#microsoft.graph.commsNotification',
    changeType: change.changeType,
    ...(switches.withoutResource ? {} : { resource: `/app/calls/${path}` }),
    resourceUrl: `${slash}communications/calls/${path}`,
    ...(switches.withCallbackUri ? { callbackUri } : {}),
    resourceData: resourceData(change, switches),
  };
}

/** Below `…/calls/`. */
function pathOf({ callId, kind, subject }: Change, switches: SwitchValues): string {
  const id = spelled(callId, switches);
  switch (subject.kind) {
    case 'call':
      return id;
    case 'operation':
      if (kind === 'invite' && switches.inviteUnderParticipants) return `${id}/operations/participants`;
      return `${id}/operations/${spelled(subject.id, switches)}`;
    case 'participants':
      return `${id}/participants`;
    case 'contentSharing':
      return `${id}/contentSharingSessions/${subject.id}`;
  }
}

function resourceData({ callId, subject }: Change, switches: SwitchValues): JsonValue {
  if (subject.kind === 'participants' || subject.kind === 'contentSharing') return subject.data;
  const data = switches.numericStrings ? withNumericStrings(subject.data) : subject.data;
  if (switches.withoutResourceDataId) return data;
  return { ...data, id: spelled(subject.kind === 'call' ? callId : subject.id, switches) };
}

/** An id as the switches want it spelled. */
function spelled(id: string, switches: SwitchValues): string {
  return switches.upperCaseIds ? id.replaceAll('-', '').toUpperCase() : id;
}

/** `resultInfo` with its numbers as strings, as one example of the reference shows it. */
function withNumericStrings(data: JsonObject): JsonObject {
  const { resultInfo } = data;
  if (!isJsonObject(resultInfo)) return data;
  const members = Object.entries(resultInfo).map(([name, value]): [string, JsonValue] => [
    name,
    typeof value === 'number' ? String(value) : value,
  ]);
  return { ...data, resultInfo: Object.fromEntries(members) };
}
