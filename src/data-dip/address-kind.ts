import { BlockList, isIP } from 'node:net';

/*
 * Which addresses a request of a flow may go to.
 *
 * DD1  Nothing is public unless it is known to be: every address that the registries of special-purpose addresses
 *     reserve, and every IPv6 address outside of global unicast, however an IPv4 address may be hidden in it.
 */

/**
 * - `public`: reachable by anybody anyway.
 * - `private`: a network of its owner's (RFC 1918, RFC 6598, RFC 4193).
 * - `loopback`: this machine.
 * - `reserved`: link-local, metadata services, multicast, documentation, translation, and whatever else is special.
 */
export type AddressKind = 'public' | 'private' | 'loopback' | 'reserved';

/** `10.0.0.0/8`, as the registries write it. */
function ranges(...texts: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of texts) {
    const [address = '', prefix = ''] = text.split('/');
    list.addSubnet(address, Number(prefix), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}

const loopback = ranges('127.0.0.0/8', '::1/128');

const privateNetworks = ranges('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7');

/** IANA IPv4 Special-Purpose Address Registry and multicast, less what stands above. */
const reserved4 = ranges(
  '0.0.0.0/8',
  '169.254.0.0/16',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Azure's own address inside every virtual machine: health, DNS, and the agent's secrets.
  '168.63.129.16/32',
);

const global6 = ranges('2000::/3');

/** What is special within global unicast: IANA IPv6 Special-Purpose Address Registry, and the former 6bone. */
const reserved6 = ranges(
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '2620:4f:8000::/48',
  '3ffe::/16',
  '3fff::/20',
);

/** The kind of an address as a resolver gives it, or without brackets as it stands in a URL. */
export function addressKind(address: string): AddressKind {
  // A zone says on which link an address is meant, so it is never public.
  const family = address.includes('%') ? 0 : isIP(address);
  if (family === 0) return 'reserved';
  // An IPv4 address in IPv6 clothes would be compared with the IPv4 ranges too.
  if (family === 6 && /^::ffff:/i.test(compressed(address))) return 'reserved';
  const type = family === 6 ? 'ipv6' : 'ipv4';
  if (loopback.check(address, type)) return 'loopback';
  if (privateNetworks.check(address, type)) return 'private';
  if (family === 4) return reserved4.check(address, type) ? 'reserved' : 'public';
  return global6.check(address, type) && !reserved6.check(address, type) ? 'public' : 'reserved';
}

/** The one form in which URLs write an IPv6 address (RFC 5952). */
const compressed = (address: string): string => new URL(`http://[${address}]`).hostname.slice(1, -1);
