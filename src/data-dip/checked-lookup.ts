import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import type { NetworkRules, Target } from './permission.ts';
import { refusal } from './permission.ts';

/** All addresses of a name. */
export type ResolveName = (name: string) => Promise<readonly LookupAddress[]>;

/** As the operating system resolves names, its hosts file included. */
export const resolveName: ResolveName = (name) => lookup(name, { all: true });

/** A request that may not go where its host leads. */
export class RefusedTarget extends Error {
  override readonly name = 'RefusedTarget';
  readonly reason: string;

  constructor(reason: string) {
    super(`The request was not sent: ${reason}.`);
    this.reason = reason;
  }
}

/** Resolves the name of `target` for a socket, which is given judged addresses only (DD2). */
export function checkedLookup(target: Target, rules: NetworkRules, resolve: ResolveName): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        const reason = addresses
          .map(({ address }) => refusal(target, address, rules))
          .find((one) => one !== null);
        if (first === undefined) callback(new RefusedTarget('its host has no address'), '');
        else if (reason !== undefined) callback(new RefusedTarget(reason), '');
        else if (options.all === true) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error('no address'), ''),
    );
  };
}
