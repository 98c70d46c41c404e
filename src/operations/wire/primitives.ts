import * as z from 'zod';
import { isProtectedUrl } from '../../loopback/index.ts';

/** Longest `clientContext`, in characters (call-playprompt and its siblings). */
const clientContextLimit = 256;

/** The client's own key of an operation, echoed by Graph in the operation and in its notification. */
export const clientContext = z.string().max(clientContextLimit);

/**
 * Where notifications go: https. Plain http passes for loopback only, which the real service can never
 * reach; the simulator can.
 */
export const callbackUri = z
  .string()
  .refine(isProtectedUrl, 'must be an absolute https URI (http is possible on loopback only)');

/** A phone number in E.164 form (cloud-communications-phone-number). */
export const phoneNumber = z
  .string()
  .regex(/^\+[1-9]\d{1,14}$/, 'must be an E.164 number such as +4930901820001');

/** An Int32 that some examples of the reference show as a numeric string. */
export const tolerantInteger = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number),
]);

/**
 * An enumeration as Graph sends it: casing varies, and members are added over time. Unknown ones become
 * `unknownFutureValue`, the name that Graph itself reserves for them.
 */
export function tolerantEnumeration<const Members extends readonly string[]>(
  members: Members,
): z.ZodType<Members[number] | 'unknownFutureValue', string> {
  const canonical = new Map<string, Members[number]>(members.map((member) => [member.toLowerCase(), member]));
  return z
    .string()
    .transform(
      (text): Members[number] | 'unknownFutureValue' =>
        canonical.get(text.toLowerCase()) ?? 'unknownFutureValue',
    );
}

/** `@odata.type` of a concrete type where it may be left out. */
export function optionalType<const Name extends string>(
  name: Name,
): z.ZodExactOptional<z.ZodLiteral<`#microsoft.graph.${Name}`>> {
  return z.literal(`#microsoft.graph.${name}`).exactOptional();
}

/** `@odata.type` where the declared type is abstract, so that it has to be sent. */
export function requiredType<const Name extends string>(
  name: Name,
): z.ZodLiteral<`#microsoft.graph.${Name}`> {
  return z.literal(`#microsoft.graph.${name}`);
}
