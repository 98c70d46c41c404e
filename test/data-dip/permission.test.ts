import fc from 'fast-check';
import { addressKind } from '../../src/data-dip/address-kind.ts';
import type { AllowedHost } from '../../src/call/index.ts';
import type { NetworkRules } from '../../src/data-dip/index.ts';
import { refusal } from '../../src/data-dip/permission.ts';
import { readTarget } from '../../src/data-dip/request-target.ts';
import { block, isIn, metadata, special4, special6, toText4, toText6 } from './special-addresses.ts';
import type { Block } from './special-addresses.ts';

/** Any address of a block. */
const addressIn = ({ bits, first, prefix }: Block): fc.Arbitrary<bigint> =>
  fc.bigInt(0n, (1n << BigInt(bits - prefix)) - 1n).map((offset) => first + offset);

describe('DD1: what is special is not public', () => {
  test.each(special4)('no address in %s', (text) => {
    fc.assert(fc.property(addressIn(block(text)), (address) => addressKind(toText4(address)) !== 'public'));
  });

  test.each(special6)('no address in %s', (text) => {
    fc.assert(fc.property(addressIn(block(text)), (address) => addressKind(toText6(address)) !== 'public'));
  });

  test.each(metadata)('%s is not public', (address) => {
    expect(addressKind(address)).not.toBe('public');
  });

  test('every other IPv4 address is public', () => {
    const blocks = special4.map(block);
    fc.assert(
      fc.property(fc.bigInt(0n, (1n << 32n) - 1n), (address) => {
        fc.pre(toText4(address) !== '168.63.129.16');
        expect(addressKind(toText4(address)) === 'public').toBe(!blocks.some((one) => isIn(one, address)));
      }),
      { numRuns: 2000 },
    );
  });

  test('every other IPv6 address is public', () => {
    const blocks = special6.map(block);
    fc.assert(
      fc.property(addressIn(block('2000::/3')), (address) => {
        expect(addressKind(toText6(address)) === 'public').toBe(!blocks.some((one) => isIn(one, address)));
      }),
      { numRuns: 2000 },
    );
  });

  test('the borders of the blocks', () => {
    const borders = [
      '9.255.255.255',
      '11.0.0.0',
      '172.15.255.255',
      '172.32.0.0',
      '100.63.255.255',
      '100.128.0.0',
    ];
    expect(borders.map(addressKind)).toEqual(borders.map(() => 'public'));
    expect(addressKind('2606:4700::1111')).toBe('public');
    expect(addressKind('2001:200::')).toBe('public');
  });

  test('an IPv4 address hidden in an IPv6 address', () => {
    fc.assert(
      fc.property(fc.ipV4(), (inner) => {
        const [a = 0, b = 0, c = 0, d = 0] = inner.split('.').map(Number);
        const [high, low] = [(a * 256 + b).toString(16), (c * 256 + d).toString(16)];
        const forms = [
          `::ffff:${inner}`,
          `0:0:0:0:0:FFFF:${high}:${low}`,
          `::${high}:${low}`,
          `64:ff9b::${high}:${low}`,
          `64:ff9b:1::${high}:${low}`,
          `2002:${high}:${low}::1`,
          `2001:0:${high}:${low}::`,
          `::ffff:0:${high}:${low}`,
        ];
        for (const form of forms) expect(addressKind(form)).not.toBe('public');
      }),
    );
  });

  test('what is no address is not public', () => {
    for (const text of ['', 'crm.contoso.com', '1.2.3', '2606:4700::1111%eth0', '01.1.1.1', '1.1.1.1/32'])
      expect(addressKind(text)).toBe('reserved');
  });
});

describe('an address in the URL is judged in every spelling', () => {
  test.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://①②⑦.0.0.1/',
    'https://127.0.0.1./',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[0:0:0:0:0:0:0:1]/',
    'https://169.254.169.254/',
    'https://0xa9fea9fe/',
    'https://0/',
    'https://10.0.0.1/',
    'https://[fe80::1]/',
    'https://[fd12:3456::1]/',
    'https://[64:ff9b::a9fe:a9fe]/',
    'https://%31%30.0.0.1/',
  ])('%s', (text) => {
    const read = readTarget(text);
    if (read.kind === 'bad') throw new Error(read.reason);
    expect(refusal(read.target, read.target.host, { allowedHosts: [], allowLoopback: false })).not.toBeNull();
  });

  test.each([
    ['https://user@crm.contoso.com/', 'user name'],
    ['https://user:secret@crm.contoso.com/', 'user name'],
    ['ftp://crm.contoso.com/', 'neither https nor http'],
    ['file:///etc/passwd', 'neither https nor http'],
    ['/accounts', 'not absolute'],
    ['https://', 'not absolute'],
  ])('%s is no URL for a request', (text, reason) => {
    const read = readTarget(text);
    expect(read.kind === 'bad' ? read.reason : '').toContain(reason);
  });
});

describe('who may be reached', () => {
  const named = (name: string, subdomains = false, port: number | null = null): AllowedHost => ({
    kind: 'name',
    name,
    subdomains,
    port,
  });
  const range = (address: string, prefix: number, port: number | null = null): AllowedHost => ({
    kind: 'range',
    address,
    prefix,
    port,
  });
  const ask = (
    url: string,
    address: string,
    allowedHosts: readonly AllowedHost[] = [],
    allowLoopback = false,
  ) => {
    const rules: NetworkRules = { allowedHosts, allowLoopback };
    const read = readTarget(url);
    if (read.kind === 'bad') throw new Error(read.reason);
    return refusal(read.target, address, rules);
  };
  const crm = [named('crm.contoso.internal')];

  test.each<[string, string, string, readonly AllowedHost[], boolean]>([
    ['a public address over https', 'https://crm.contoso.com/', '1.1.1.1', [], true],
    ['on any port', 'https://crm.contoso.com:8443/', '1.1.1.1', [], true],
    ['a public address over plain http', 'http://crm.contoso.com/', '1.1.1.1', [], false],
    ['unless the host is named', 'http://crm.contoso.internal/', '1.1.1.1', crm, true],
    ['a private address', 'https://crm.contoso.internal/', '10.1.2.3', [], false],
    ['a private address of a named host', 'https://crm.contoso.internal/', '10.1.2.3', crm, true],
    ['its name with a dot at the end', 'https://CRM.contoso.internal./', '10.1.2.3', crm, true],
    ['a unique local one', 'https://crm.contoso.internal/', 'fd12::1', crm, true],
    ['DD3: loopback of a named host', 'https://crm.contoso.internal/', '127.0.0.1', crm, false],
    ['DD3: metadata of a named host', 'https://crm.contoso.internal/', '169.254.169.254', crm, false],
    ['a host below a named one', 'https://a.crm.contoso.internal/', '10.1.2.3', crm, false],
    [
      'a host that ends alike',
      'https://evilcrm.contoso.internal/',
      '10.1.2.3',
      [named('crm.contoso.internal', true)],
      false,
    ],
    ['a host below *.', 'https://a.b.contoso.internal/', '10.1.2.3', [named('contoso.internal', true)], true],
    [
      'the name itself of *.',
      'https://contoso.internal/',
      '10.1.2.3',
      [named('contoso.internal', true)],
      false,
    ],
    [
      'another port',
      'https://crm.contoso.internal/',
      '10.1.2.3',
      [named('crm.contoso.internal', false, 8443)],
      false,
    ],
    [
      'the port',
      'https://crm.contoso.internal:8443/',
      '10.1.2.3',
      [named('crm.contoso.internal', false, 8443)],
      true,
    ],
    [
      'the usual port, unsaid',
      'https://crm.contoso.internal/',
      '10.1.2.3',
      [named('crm.contoso.internal', false, 443)],
      true,
    ],
    ['a named range', 'http://anything.contoso.com/', '10.1.2.3', [range('10.1.2.0', 24)], true],
    ['beside a named range', 'https://anything.contoso.com/', '10.1.3.3', [range('10.1.2.0', 24)], false],
    [
      'a named range, another port',
      'http://a.contoso.com:81/',
      '10.1.2.3',
      [range('10.1.2.0', 24, 80)],
      false,
    ],
    ['a named range of IPv6', 'https://a.contoso.com/', 'fd12::5', [range('fd12::', 64)], true],
    [
      'an IPv4 range in IPv6 clothes',
      'https://a.contoso.com/',
      '::ffff:10.1.2.3',
      [range('10.0.0.0', 8)],
      false,
    ],
    [
      'metadata, named by address',
      'http://169.254.169.254/',
      '169.254.169.254',
      [range('169.254.169.254', 32)],
      true,
    ],
  ])('%s', (_, url, address, allowedHosts, allowed) => {
    expect(ask(url, address, allowedHosts) === null).toBe(allowed);
  });

  test("loopback on a developer's machine, and nothing else that is special", () => {
    expect(ask('http://localhost:8080/', '127.0.0.1', [], true)).toBeNull();
    expect(ask('http://localhost:8080/', '::1', [], true)).toBeNull();
    expect(ask('http://localhost:8080/', '10.0.0.1', [], true)).not.toBeNull();
    expect(ask('http://localhost:8080/', '1.1.1.1', [], true)).not.toBeNull();
    expect(ask('http://localhost:8080/', '127.0.0.1', [], false)).not.toBeNull();
  });
});
