import * as z from 'zod';
import { applicationInstanceId } from '../call/index.ts';
import type { ApplicationInstanceId, Target } from '../call/index.ts';

const identifierSchema = z.string().min(1);
const entraId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const phoneNumber = /^\+[1-9]\d{6,14}$/;
const phoneWords = 'must be a phone number in E.164, such as "+442079460000"';

const kinds = ['user', 'phone', 'applicationInstance', 'application'] as const;

/** Where a call can be sent: `targets` of a document, or written in place. */
export const targetSchema = z
  .strictObject({
    user: identifierSchema.optional().describe('The object id of a user of the tenant.'),
    phone: z.string().optional().meta({
      description: 'A phone number in E.164.',
      pattern: phoneNumber.source,
      patternErrorMessage: phoneWords,
    }),
    applicationInstance: identifierSchema.optional().describe('The object id of a resource account.'),
    application: identifierSchema.optional().describe('The id of an application.'),
    from: identifierSchema
      .optional()
      .describe('The object id of the resource account that calls out; needed to call a phone.'),
  })
  .refine((target) => kinds.filter((kind) => target[kind] !== undefined).length === 1, {
    error: 'A target names exactly one of "user", "phone", "applicationInstance" and "application".',
  })
  .meta({ description: 'Where a call can be sent.', oneOf: kinds.map((kind) => ({ required: [kind] })) });
export type WrittenTarget = z.infer<typeof targetSchema>;

/**
 * Which member of a target is nothing that Graph takes, and why; null where all is well. Judged apart from the form:
 * where a flow is checked without its settings, the name of a setting stands for the id or the number.
 */
export function wrongId(target: WrittenTarget): { readonly member: string; readonly message: string } | null {
  if (target.phone !== undefined && !phoneNumber.test(target.phone))
    return { member: 'phone', message: `"phone" ${phoneWords}.` };
  const member = (['user', 'applicationInstance', 'application', 'from'] as const).find(
    (kind) => target[kind] !== undefined && !entraId.test(target[kind]),
  );
  if (member === undefined) return null;
  const message =
    `"${member}" must be an id of Entra (a GUID such as "2e7f4b0c-5a0e-4d5b-8c1f-7b6a0d3e9f11"); ` +
    'Graph takes no mail address and no name here.';
  return { member, message };
}

/** A target by name, or in place. */
export const targetReferenceSchema = z.union(
  [z.string().min(1).describe('The name of a target.'), targetSchema],
  {
    error: 'must be the name of a target, or a target such as { "user": "…" }',
  },
);
export type TargetReference = z.infer<typeof targetReferenceSchema>;

/** What transcripts call a target: its name, else its kind; an id says nobody anything. */
export const targetLabel = (reference: TargetReference): string =>
  typeof reference === 'string' ? reference : (kinds.find((kind) => reference[kind] !== undefined) ?? '');

/** A target in few words: its name, else what it is. */
export function describeTarget(reference: TargetReference): string {
  if (typeof reference === 'string') return reference;
  return kinds.flatMap((kind) => reference[kind] ?? [])[0] ?? '';
}

/** The target as commands carry it, and who calls it out. `written` has passed the schema. */
export function resolveTarget(written: WrittenTarget): {
  readonly target: Target;
  readonly from: ApplicationInstanceId | null;
} {
  const { from } = written;
  return { target: targetOf(written), from: from === undefined ? null : applicationInstanceId(from) };
}

function targetOf({ user, phone, applicationInstance, application }: WrittenTarget): Target {
  if (user !== undefined) return { kind: 'user', id: user };
  if (phone !== undefined) return { kind: 'phone', number: phone };
  if (applicationInstance !== undefined) return { kind: 'applicationInstance', id: applicationInstance };
  if (application !== undefined) return { kind: 'application', id: application };
  throw new Error('A target without a kind passed the schema. This is a defect of the program.');
}
