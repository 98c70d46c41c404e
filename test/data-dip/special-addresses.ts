/**
 * What no request of a flow reaches unasked, from the IANA registries of special-purpose addresses (IPv4 and IPv6,
 * every row), the registries of multicast addresses, and what is not assigned as global unicast. Kept apart from the
 * code on purpose, and compared bit by bit rather than by a library.
 */
export const special4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.0.0/29',
  '192.0.0.8/32',
  '192.0.0.9/32',
  '192.0.0.10/32',
  '192.0.0.170/32',
  '192.0.0.171/32',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '255.255.255.255/32',
];

/** Metadata and platform addresses of large clouds, wherever they are. */
export const metadata = [
  '169.254.169.254',
  '168.63.129.16',
  '100.100.100.200',
  '192.0.0.192',
  'fd00:ec2::254',
  'fe80::a9fe:a9fe',
];

export const special6 = [
  '::/128',
  '::1/128',
  '::ffff:0:0/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '100:0:0:1::/64',
  '2001::/23',
  '2001::/32',
  '2001:1::1/128',
  '2001:1::2/128',
  '2001:1::3/128',
  '2001:2::/48',
  '2001:3::/32',
  '2001:4:112::/48',
  '2001:10::/28',
  '2001:20::/28',
  '2001:30::/28',
  '2001:db8::/32',
  '2002::/16',
  '2620:4f:8000::/48',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
  '3ffe::/16',
  // All that is not 2000::/3.
  '::/3',
  '4000::/2',
  '8000::/1',
];

export interface Block {
  readonly bits: number;
  readonly first: bigint;
  readonly prefix: number;
}

export function block(text: string): Block {
  const [address = '', prefix = ''] = text.split('/');
  const bits = address.includes(':') ? 128 : 32;
  return { bits, first: toNumber(address), prefix: Number(prefix) };
}

export const isIn = ({ bits, first, prefix }: Block, address: bigint): boolean =>
  address >> BigInt(bits - prefix) === first >> BigInt(bits - prefix);

function toNumber(address: string): bigint {
  if (!address.includes(':')) return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  const [head = '', tail = ''] = address.split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const missing = 8 - groups(head).length - groups(tail).length;
  const all = address.includes('::')
    ? [...groups(head), ...Array.from({ length: missing }, () => '0'), ...groups(tail)]
    : groups(head);
  return all.reduce((sum, part) => sum * 65_536n + BigInt(`0x${part}`), 0n);
}

export const toText4 = (address: bigint): string =>
  [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join('.');

export const toText6 = (address: bigint): string =>
  [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n]
    .map((shift) => ((address >> shift) & 65_535n).toString(16))
    .join(':');
