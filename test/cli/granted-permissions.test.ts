/** What the desks take as granted: a list, a file, what flows need, or everything. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliError } from '../../src/cli/cli-error.ts';
import { grantedPermissions } from '../../src/cli/granted-permissions.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ivr-granted-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const write = (name: string, value: unknown): void => {
  writeFileSync(join(folder, name), JSON.stringify(value));
};

const granted = (
  given?: string,
  flows: string | null = null,
  outbound: readonly ('one' | 'several')[] = [],
) => grantedPermissions({ given, flows, outbound, context: { environment: {}, workingFolder: folder } });

const media = 'Calls.AccessMedia.All';
const initiate = 'Calls.Initiate.All';

describe('what is given', () => {
  test.each([
    [initiate, [initiate]],
    [`${media}, ${initiate}`, [initiate, media]],
    ['none', []],
  ])('%s', (given, names) => {
    expect(granted(given)).toMatchObject({ names, errors: [] });
  });

  test('all is what there is for calls, as where nothing is known', () => {
    expect(granted('all').names).toHaveLength(5);
    expect(granted().names).toEqual(granted('all').names);
  });

  test('wins over the flows, which need not even load', () => {
    write('bad.json', { id: 'bad' });
    expect(granted('none', '.')).toMatchObject({ names: [], errors: [] });
  });

  test.each([
    ['names', [media, 'User.Read.All']],
    ['what ivr permissions printed', { permissions: [{ name: media, neededBy: [] }] }],
    ['what was consented to', { value: [{ appRoleId: 'a7a681dc-756e-4909-b988-f160edc6655f' }] }],
  ])('a file with %s', (_form, value) => {
    write('granted.json', value);
    expect(granted('granted.json').names).toEqual([media]);
  });

  test('neither a file nor names is wrong use, and says what there is', () => {
    expect(() => granted(`${media},Calls.Initiate`)).toThrow(CliError);
    expect(() => granted(`${media},Calls.Initiate`)).toThrow(
      /some of .*Calls\.Initiate\.All.*"Calls\.Initiate" is neither/,
    );
    write('granted.json', { some: 'thing' });
    expect(() => granted('granted.json')).toThrow(/is no list of permissions/);
  });
});

describe('what flows need', () => {
  const flow = (id: string, type: string): object => ({
    id,
    version: '1.0.0',
    locale: 'en-GB',
    start: 'go',
    targets: { sales: { user: 'e0c4b7a2-9f35-4c18-8e61-1b2c3d4e5f60' } },
    nodes: { go: type === 'redirect' ? { type, to: ['sales'] } : { type } },
  });

  test('is granted, and calls out where they may be asked for', () => {
    write('away.json', flow('away', 'redirect'));
    expect(granted(undefined, '.').names).toEqual([initiate]);
    expect(granted(undefined, '.', ['one', 'several'])).toEqual({
      names: [initiate, 'Calls.InitiateGroupCall.All'],
      line: `permissions granted to the app: ${initiate}, Calls.InitiateGroupCall.All (what the flows need, and calls out to one or several)`,
      errors: [],
    });
  });

  test('may be nothing', () => {
    write('no.json', flow('no', 'reject'));
    expect(granted(undefined, '.').line).toBe('permissions granted to the app: none (what the flows need)');
  });

  test('is not known of those that do not load; the others count', () => {
    write('away.json', flow('away', 'redirect'));
    write('bad.json', { id: 'bad' });
    const { names, errors } = granted(undefined, '.');
    expect(names).toEqual([initiate]);
    expect(errors.length).toBeGreaterThan(0);
  });
});
