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
  /** Set where the changed resource is an operation of the call. */
  readonly operationId: string | null;
  /** The call's state that it tells, for faults that concern one state only. */
  readonly state: string | null;
  /** `resourceData` without its id. */
  readonly data: JsonObject;
}

/** In words, for the transcript: `call updated established`. */
export function aboutChange(change: Change): string {
  const subject = change.kind === 'call' || change.kind === 'tone' ? 'call' : 'operation';
  const { toneInfo, status } = change.data;
  const tone = isJsonObject(toneInfo) ? toneInfo.tone : null;
  const detail = typeof tone === 'string' ? `tone ${tone}` : (change.state ?? status);
  const words = [subject, change.changeType, ...(typeof detail === 'string' ? [detail] : [])];
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
  const id = spelled(change.callId, switches);
  const path = change.operationId === null ? id : `${id}/operations/${spelled(change.operationId, switches)}`;
  const slash = switches.withoutLeadingSlash ? '' : '/';
  const data = switches.numericStrings ? withNumericStrings(change.data) : change.data;
  const ownId = change.operationId === null ? id : spelled(change.operationId, switches);
  return {
    '@odata.type': '#microsoft.graph.commsNotification',
    changeType: change.changeType,
    ...(switches.withoutResource ? {} : { resource: `/app/calls/${path}` }),
    resourceUrl: `${slash}communications/calls/${path}`,
    ...(switches.withCallbackUri ? { callbackUri } : {}),
    resourceData: switches.withoutResourceDataId ? data : { ...data, id: ownId },
  };
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
