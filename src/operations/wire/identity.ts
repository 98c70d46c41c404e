import * as z from 'zod';
import { optionalType, phoneNumber } from './primitives.ts';

/** An identity as Graph sends it: everything may be missing. */
export const identity = z.looseObject({
  id: z.string().nullish(),
  displayName: z.string().nullish(),
  tenantId: z.string().nullish(),
});

/** Who somebody is, as Graph sends it. At most one member is set; `encrypted` stands for a withheld identity. */
export const identitySet = z.looseObject({
  user: identity.nullish(),
  phone: identity.nullish(),
  applicationInstance: identity.nullish(),
  application: identity.nullish(),
  guest: identity.nullish(),
  encrypted: identity.nullish(),
});

/** A participant as Graph sends it. */
export const participantInfo = z.looseObject({ identity: identitySet.nullish() });

const namedIdentity = z.looseObject({
  '@odata.type': optionalType('identity'),
  id: z.string().min(1),
  displayName: z.string().nullable().exactOptional(),
  tenantId: z.string().nullable().exactOptional(),
});

const identityKinds = [
  'user',
  'phone',
  'applicationInstance',
  'application',
  'guest',
  'encrypted',
  'device',
  'onPremises',
  'azureCommunicationServicesUser',
] as const;

/** Who somebody is, as we send it: an open type, of which exactly one member names the person or application. */
export const namedIdentitySet = z
  .looseObject({
    '@odata.type': z
      .enum(['#microsoft.graph.identitySet', '#microsoft.graph.communicationsIdentitySet'])
      .exactOptional(),
    user: namedIdentity.exactOptional(),
    phone: namedIdentity.extend({ id: phoneNumber }).exactOptional(),
    applicationInstance: namedIdentity.exactOptional(),
    application: namedIdentity.exactOptional(),
    guest: namedIdentity.exactOptional(),
  })
  .refine(namesOne, 'must name exactly one identity: user, phone, applicationInstance, application or guest');

function namesOne(set: Readonly<Record<string, unknown>>): boolean {
  return identityKinds.filter((kind) => Object.hasOwn(set, kind) && set[kind] !== null).length === 1;
}

const nullableText = z.string().nullable().exactOptional();

/** A participant as we send it: the `source` of an outgoing call, the `transferee` of a group call. */
export const namedParticipantInfo = z.looseObject({
  '@odata.type': optionalType('participantInfo'),
  identity: namedIdentitySet,
  participantId: nullableText,
  countryCode: nullableText,
  endpointType: nullableText,
  languageId: nullableText,
  region: nullableText,
});

/** Somebody to be called, as we send it. `replacesCallId` makes a transfer consultative. */
export const invitationParticipantInfo = z.looseObject({
  '@odata.type': optionalType('invitationParticipantInfo'),
  identity: namedIdentitySet,
  participantId: nullableText,
  replacesCallId: nullableText,
  hidden: z.boolean().exactOptional(),
  removeFromDefaultAudioRoutingGroup: z.boolean().exactOptional(),
});
