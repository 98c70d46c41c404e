import * as z from 'zod';

/** Somebody at one end of a simulated call, as the control API names them. */
export type SimulatedParty =
  | {
      readonly kind: 'user' | 'guest' | 'applicationInstance' | 'application';
      readonly id: string;
      readonly displayName?: string;
    }
  | { readonly kind: 'phone'; readonly id: string; readonly displayName?: string }
  | { readonly kind: 'encrypted' };

const id = z.string().min(1).max(200);
const number = z.string().regex(/^\+[1-9]\d{1,14}$/, 'must be an E.164 number such as +4930901820001');
const displayName = z.string().max(200).exactOptional();

const user = z
  .strictObject({ user: id, displayName })
  .transform(({ user: userId, ...rest }): SimulatedParty => ({ kind: 'user', id: userId, ...rest }));
const guest = z
  .strictObject({ guest: id, displayName })
  .transform(({ guest: guestId, ...rest }): SimulatedParty => ({ kind: 'guest', id: guestId, ...rest }));
const phone = z
  .strictObject({ phone: number, displayName })
  .transform(({ phone: phoneNumber, ...rest }): SimulatedParty => ({
    kind: 'phone',
    id: phoneNumber,
    ...rest,
  }));
const encrypted = z
  .strictObject({ encrypted: z.literal(true) })
  .transform((): SimulatedParty => ({ kind: 'encrypted' }));
const instance = z
  .strictObject({ applicationInstance: id, displayName })
  .transform(({ applicationInstance, ...rest }): SimulatedParty => ({
    kind: 'applicationInstance',
    id: applicationInstance,
    ...rest,
  }));
const application = z
  .strictObject({ application: id, displayName })
  .transform(({ application: applicationId, ...rest }): SimulatedParty => ({
    kind: 'application',
    id: applicationId,
    ...rest,
  }));
const plainNumber = number.transform((given): SimulatedParty => ({ kind: 'phone', id: given }));
const plainGuid = (kind: 'user' | 'applicationInstance') =>
  z.guid().transform((given): SimulatedParty => ({ kind, id: given }));

/** Who calls: `{ phone }`, `{ user }`, `{ guest }`, `{ encrypted: true }`, or a plain number or user id. */
export const callerSchema = z.union([plainNumber, plainGuid('user'), phone, user, guest, encrypted], {
  error:
    'must be a phone number such as +4930901820001, the id of a user (a GUID), or one of { "phone" }, { "user" }, ' +
    '{ "guest" } and { "encrypted": true }',
});

/** Who is called: `{ applicationInstance }`, `{ application }`, `{ phone }`, or a plain number or instance id. */
export const calledSchema = z.union(
  [plainNumber, plainGuid('applicationInstance'), instance, application, phone],
  {
    error:
      'must be a phone number such as +442079460000, the id of an application instance (a GUID), or one of ' +
      '{ "applicationInstance" }, { "application" } and { "phone" }',
  },
);

/** Who is in a call, comes to it or leaves it: anybody who can call or be called. A plain id is that of a user. */
export const partySchema = z.union(
  [plainNumber, plainGuid('user'), phone, user, guest, instance, application, encrypted],
  {
    error:
      'must be a phone number such as +4930901820001, the id of a user (a GUID), or one of { "phone" }, { "user" }, ' +
      '{ "guest" }, { "applicationInstance" }, { "application" } and { "encrypted": true }',
  },
);

/** What identifies a party in faults and answers: its id or number; an encrypted one has none. */
export function partyId(party: SimulatedParty): string | null {
  return party.kind === 'encrypted' ? null : party.id;
}
