import { callId, graphCallId, instant, milliseconds } from '../../../src/call/index.ts';
import type {
  EffectResultOf,
  Milliseconds,
  RecordingOrder,
  StoredRecording,
} from '../../../src/call/index.ts';
import { downloader, recordingFetcher } from '../../../src/graph/index.ts';
import type { RecordingParts } from '../../../src/graph/index.ts';
import type { GraphRequestReport } from '../../../src/telemetry/index.ts';
import { reset, startServer, status } from '../local-server.ts';
import type { Answer, LocalServer } from '../local-server.ts';

const clock = () => instant(Date.now());
const stored: StoredRecording = { id: 'a1', url: 'https://ivr.contoso.com/api/media/a1.wav', seconds: 2 };
const call = { id: callId('in-1'), graphCallId: graphCallId('6b1f0c00-3a5d-4f0e-9d53-0c1c2a77e001') };
const retention = milliseconds(86_400_000);

let servers: LocalServer[] = [];
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});

async function serve(...answers: Answer[]): Promise<LocalServer> {
  const server = await startServer(...answers);
  servers.push(server);
  return server;
}

interface Fetched {
  readonly result: EffectResultOf<'fetchRecording'>;
  readonly kept: readonly string[];
  readonly waits: readonly Milliseconds[];
  readonly reports: readonly GraphRequestReport[];
}

async function fetchFrom(
  location: string,
  parts: Partial<RecordingParts> = {},
  token = 't0ken',
): Promise<Fetched> {
  const [kept, waits, reports]: [string[], Milliseconds[], GraphRequestReport[]] = [[], [], []];
  const fetchRecording = recordingFetcher({
    download: downloader(clock, 'http://127.0.0.1:9090/v1.0'),
    keep: (bytes) => Promise.resolve((kept.push(Buffer.from(bytes).toString('latin1')), stored)),
    clock,
    chance: () => 0,
    wait: (length) => Promise.resolve(void waits.push(length)),
    report: (report) => reports.push(report),
    ...parts,
  });
  const order: RecordingOrder = { location, accessToken: token, retention };
  return { result: await fetchRecording(order, call), kept, waits, reports };
}

const file: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/octet-stream' });
  response.write('RIFF');
  response.end('…', 'latin1');
};

const messageOf = ({ result }: Fetched): string =>
  result.outcome === 'failed' ? result.failure.message : 'done';

test('a recording is fetched with its token, chunk by chunk, and kept', async () => {
  const server = await serve(file);
  const { result, kept, reports } = await fetchFrom(`${server.origin}/recordings/1`);
  expect(result).toEqual({ kind: 'fetchRecording', outcome: 'done', ...stored });
  expect(server.received).toMatchObject([
    { method: 'GET', path: '/recordings/1', headers: { authorization: 'Bearer t0ken' } },
  ]);
  expect(kept).toHaveLength(1);
  expect(reports).toMatchObject([
    { operation: 'downloadRecording', scenarioId: call.graphCallId, outcome: 200, attempt: 1, retryIn: null },
  ]);
});

test('what passes is tried again: broken connections, 429, 5xx', async () => {
  const server = await serve(reset, status(503, { 'retry-after': '1' }), status(500), status(429), file);
  const { result, reports } = await fetchFrom(server.origin);
  expect(result.outcome).toBe('done');
  expect(reports.map(({ outcome }) => outcome)).toEqual([
    expect.stringContaining('the connection broke'),
    503,
    500,
    429,
    200,
  ]);
});

test('a file that breaks off is tried again as a whole', async () => {
  const server = await serve((response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('RIFF', () => response.destroy());
  }, file);
  const { result, kept } = await fetchFrom(server.origin);
  expect(result.outcome).toBe('done');
  expect(kept).toHaveLength(1);
});

test.each([401, 403, 404, 410])('%d is a failure at once', async (code) => {
  const server = await serve(status(code));
  const fetched = await fetchFrom(server.origin);
  expect(fetched.result).toMatchObject({ outcome: 'failed', failure: { code: 'graph', status: code } });
  expect(fetched.waits).toEqual([]);
});

test('a redirect is followed, and the token goes to nobody else', async () => {
  const elsewhere = await serve(file);
  const server = await serve(
    status(302, { location: '/other' }),
    status(307, { location: `${elsewhere.origin}/blob` }),
  );
  expect((await fetchFrom(server.origin)).result.outcome).toBe('done');
  expect(server.received.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer t0ken',
    'Bearer t0ken',
  ]);
  expect(elsewhere.received.map(({ headers }) => headers.authorization)).toEqual([undefined]);
});

test('a redirect in circles ends', async () => {
  const server = await serve(status(302, { location: '/' }));
  expect(messageOf(await fetchFrom(server.origin))).toContain('it leads from place to place');
  expect(server.received).toHaveLength(4);
});

test('nothing is fetched over plain http, unless Graph is on loopback, and then from there only', async () => {
  const server = await serve(file);
  const ofGraph = { download: downloader(clock, 'https://graph.microsoft.com/v1.0') };
  expect(messageOf(await fetchFrom(server.origin, ofGraph))).toContain('not fetched over https');
  expect(server.received).toHaveLength(0);
  const leading = await serve(status(302, { location: 'http://media.contoso.com/1' }));
  expect(messageOf(await fetchFrom(leading.origin))).toContain('not fetched over https');
});

test('a file without an end is cut off', async () => {
  const server = await serve((response) => {
    const piece = Buffer.alloc(1024 * 1024);
    const more = (): void => {
      while (!response.destroyed && response.write(piece));
    };
    response.writeHead(200);
    response.on('drain', more);
    more();
  });
  const fetched = await fetchFrom(server.origin);
  expect(messageOf(fetched)).toContain('it is larger than');
  expect(fetched.waits).toEqual([]);
});

test('nobody answers: each try has its limit, and all of them together', async () => {
  let now = 0;
  const limits: Milliseconds[] = [];
  const fetched = await fetchFrom('https://media.contoso.com/1', {
    clock: () => instant(now),
    wait: (length) => Promise.resolve(void (now += length)),
    download: ({ timeLimit }) => {
      limits.push(timeLimit);
      now += timeLimit;
      return Promise.resolve({
        kind: 'failed',
        exchange: { kind: 'lost', reason: 'no whole file within the time limit' },
      });
    },
  });
  expect(limits[0]).toBe(15_000);
  expect(now).toBeLessThanOrEqual(31_000);
  expect(messageOf(fetched)).toContain('no whole file within the time limit');
});

test('what is no recording, what cannot be kept, and no place at all', async () => {
  const server = await serve(file);
  const noSound = await fetchFrom(server.origin, { keep: () => Promise.resolve(null) });
  expect(noSound.result).toMatchObject({ outcome: 'failed', failure: { code: 'graph', status: 200 } });
  const away = await fetchFrom(server.origin, {
    keep: () => Promise.reject(new TypeError('https://secret')),
  });
  expect(away.result).toMatchObject({ outcome: 'failed', failure: { code: 'media', status: null } });
  expect(messageOf(away)).toContain('(TypeError)');
  for (const location of ['', 'recordings/1']) {
    const nowhere = await fetchFrom(location);
    expect(nowhere.result).toMatchObject({ outcome: 'failed', failure: { code: 'graph' } });
  }
});

test('no failure and no report holds the place or the token', async () => {
  for (const answer of [status(404), status(302, { location: 'https://[' }), reset]) {
    const server = await serve(answer);
    const fetched = await fetchFrom(`${server.origin}/recordings/s3cret?sig=s3cret`, {}, 's3cret');
    expect(JSON.stringify(fetched)).not.toContain('s3cret');
  }
});
