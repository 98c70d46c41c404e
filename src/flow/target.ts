import * as z from 'zod';
import type { Target } from '../call/index.ts';

const identifierSchema = z.string().min(1);
const phoneSchema = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'must be a phone number in E.164, such as "+442079460000"');

/** Where a call can be sent: `targets` of a document, or written in place. */
export const targetSchema = z.union(
  [
    z.strictObject({ user: identifierSchema }),
    z.strictObject({ phone: phoneSchema, from: identifierSchema.optional() }),
    z.strictObject({ applicationInstance: identifierSchema }),
    z.strictObject({ application: identifierSchema }),
  ],
  { error: 'must name exactly one of "user", "phone", "applicationInstance" and "application"' },
);
export type WrittenTarget = z.infer<typeof targetSchema>;

/** A target by name, or in place. */
export const targetReferenceSchema = z.union([z.string().min(1), targetSchema], {
  error: 'must be the name of a target, or a target such as { "user": "…" }',
});
export type TargetReference = z.infer<typeof targetReferenceSchema>;

/** The target as commands carry it. */
export function resolveTarget(written: WrittenTarget): Target {
  if ('user' in written) return { kind: 'user', id: written.user };
  if ('phone' in written) return { kind: 'phone', number: written.phone };
  if ('applicationInstance' in written)
    return { kind: 'applicationInstance', id: written.applicationInstance };
  return { kind: 'application', id: written.application };
}
