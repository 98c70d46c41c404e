/** The door of the room that knows what never leaves this machine: no other room has a list of its own. */
export { isForeignRequest } from './foreign-request.ts';
export type { OriginHeaders } from './foreign-request.ts';
export { isLoopbackUrl, isProtectedUrl } from './loopback-name.ts';
