import { loadSettings, SettingsError } from '../../src/config/index.ts';
import type { AllowedHost } from '../../src/call/index.ts';
import type { Environment } from '../../src/config/index.ts';

const local: Environment = {
  GRAPH_BASE_URL: 'http://127.0.0.1:9090/v1.0',
  GRAPH_CREDENTIAL: 'none',
  BOT_APP_ID: '5f1d2c3b-4a59-4e68-9d77-86a5b4c3d2e1',
  BOT_TENANT_ID: 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928',
  CALLBACK_BASE_URL: 'http://localhost:7071',
};

const allowed = (value: string): readonly AllowedHost[] =>
  loadSettings({ ...local, HTTP_ALLOWED_HOSTS: value }).http.allowedHosts;

const range = (address: string, prefix: number, port: number | null = null): AllowedHost => ({
  kind: 'range',
  address,
  prefix,
  port,
});
const name = (text: string, subdomains = false, port: number | null = null): AllowedHost => ({
  kind: 'name',
  name: text,
  subdomains,
  port,
});

describe('HTTP_ALLOWED_HOSTS', () => {
  test.each<[string, AllowedHost]>([
    ['crm.contoso.internal', name('crm.contoso.internal')],
    ['CRM.Contoso.internal.', name('crm.contoso.internal')],
    ['crm.contoso.internal:8443', name('crm.contoso.internal', false, 8443)],
    ['crm', name('crm')],
    ['*.contoso.internal', name('contoso.internal', true)],
    ['*.contoso.internal:443', name('contoso.internal', true, 443)],
    ['münchen.example', name('xn--mnchen-3ya.example')],
    ['10.1.2.3', range('10.1.2.3', 32)],
    ['10.1.2.3:8080', range('10.1.2.3', 32, 8080)],
    ['10.1.2.0/24', range('10.1.2.0', 24)],
    ['10.1.2.0/24:8080', range('10.1.2.0', 24, 8080)],
    ['0.0.0.0/0', range('0.0.0.0', 0)],
    ['fd12::1', range('fd12::1', 128)],
    ['fd12::/64', range('fd12::', 64)],
    ['[fd12::1]', range('fd12::1', 128)],
    ['[fd12::1]:8443', range('fd12::1', 128, 8443)],
    ['[fd12::]/64:8443', range('fd12::', 64, 8443)],
    // Without brackets a port cannot be told from an address: this is one.
    ['fd12::1:8443', range('fd12::1:8443', 128)],
  ])('%s', (entry, expected) => {
    expect(allowed(entry)).toEqual([expected]);
  });

  test('a list of them', () => {
    expect(allowed(' 10.0.0.0/8 , *.contoso.internal,, crm ')).toEqual([
      range('10.0.0.0', 8),
      name('contoso.internal', true),
      name('crm'),
    ]);
  });

  test.each([
    '10.1.2.0/33',
    '10.1.2.0/-1',
    '10.1.2/24',
    '127.1',
    '0x7f000001',
    '2130706433',
    'fd12::/129',
    'fe80::1%eth0',
    '[fd12::1]:0',
    '[crm]',
    'crm:0',
    'crm:65536',
    'crm:a',
    'https://crm.contoso.internal',
    'crm.contoso.internal/path',
    'user@crm',
    '*',
    '*.',
    'crm.*',
    'a b',
  ])('%s is told, without the value', (entry) => {
    try {
      allowed(`10.0.0.1, ${entry}`);
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      expect(error.problems).toEqual([
        {
          name: 'HTTP_ALLOWED_HOSTS',
          reason: expect.stringMatching(/^must be a list of host names/) as string,
        },
      ]);
      return;
    }
    throw new Error('It was taken.');
  });
});

describe('IvrQueues', () => {
  test('a connection string is kept as a secret', () => {
    const { queues } = loadSettings({ ...local, IvrQueues: 'AccountName=contoso;AccountKey=s3cret' });
    expect(queues.kind === 'connectionString' ? queues.text.reveal() : '').toBe(
      'AccountName=contoso;AccountKey=s3cret',
    );
    expect(JSON.stringify(queues)).not.toContain('s3cret');
  });

  test('an identity of its own', () => {
    const clientId = '1c2d3e4f-5061-4728-93a4-b5c6d7e8f901';
    const given = {
      IvrQueues__queueServiceUri: 'https://contoso.queue.core.windows.net/',
      IvrQueues__clientId: clientId,
    };
    expect(loadSettings({ ...local, ...given }).queues).toEqual({
      kind: 'identity',
      serviceUri: 'https://contoso.queue.core.windows.net',
      clientId,
    });
  });
});
