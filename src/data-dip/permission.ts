import { BlockList, isIP } from 'node:net';
import { assertNever } from '../call/index.ts';
import type { AllowedHost } from '../call/index.ts';
import { addressKind } from './address-kind.ts';

/*
 * DD2  The address that is connected to is the one that was judged: names are resolved once a try, all addresses of a
 *     name are judged, and only judged ones are given to the socket. Nothing is remembered from try to try.
 * DD3  A name in the allowed hosts opens private networks, never loopback or a reserved address: those are named by
 *     address, so that who controls a name does not reach them.
 */

/** Where requests may go besides public addresses. */
export interface NetworkRules {
  readonly allowedHosts: readonly AllowedHost[];
  /** On a developer's machine. */
  readonly allowLoopback: boolean;
}

/** Where a request wants to go. */
export interface Target {
  /** Lower case, without brackets and without a dot at its end. */
  readonly host: string;
  readonly port: number;
  readonly encrypted: boolean;
}

/** Why a request may not go to an address that its host has; null if it may. */
export function refusal(target: Target, address: string, rules: NetworkRules): string | null {
  if (inAllowedRange(target, address, rules)) return null;
  const kind = addressKind(address);
  const named = isNamed(target, rules);
  switch (kind) {
    case 'loopback':
      return rules.allowLoopback ? null : 'it leads to this machine itself';
    case 'private':
      return named ? null : 'it leads into a private network';
    case 'reserved':
      return 'it leads to an address that is reserved';
    case 'public':
      return target.encrypted || named ? null : 'plain http would be read on the way; use https';
    default:
      return assertNever(kind, 'kind of address');
  }
}

function isNamed({ host, port }: Target, { allowedHosts }: NetworkRules): boolean {
  return allowedHosts.some(
    (allowed) =>
      allowed.kind === 'name' &&
      (allowed.port === null || allowed.port === port) &&
      (allowed.subdomains ? host.endsWith(`.${allowed.name}`) : host === allowed.name),
  );
}

function inAllowedRange({ port }: Target, address: string, { allowedHosts }: NetworkRules): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  return allowedHosts.some((allowed) => {
    if (allowed.kind !== 'range' || isIP(allowed.address) !== family) return false;
    if (allowed.port !== null && allowed.port !== port) return false;
    const list = new BlockList();
    const type = family === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(allowed.address, allowed.prefix, type);
    return list.check(address, type);
  });
}
