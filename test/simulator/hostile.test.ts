import fc from 'fast-check';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { startSimulator } from '../../src/simulator/index.ts';
import type { Simulator } from '../../src/simulator/index.ts';
import { callLimits } from '../../src/simulator/simulation.ts';
import { readWav } from '../../src/simulator/media/wav.ts';
import { transcriptLimit } from '../../src/simulator/transcript.ts';
import { caller, frontDesk, world } from './world.ts';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({
    notifyUrl: 'https://voice.example.net/',
    transport: () => Promise.resolve({ status: 202, location: null }),
    fetchMedia: () => Promise.reject(new Error('no network')),
  });
});

afterAll(() => simulator.close());

const segments = fc.constantFrom(
  'v1.0',
  'beta',
  'communications',
  'app',
  'calls',
  'simulator',
  'faults',
  'keys',
  'events',
  '%00',
  '..',
  '{id}',
  'answer',
  'playPrompt',
  '__proto__',
  'constructor',
  '',
);
const paths = fc.oneof(
  fc.array(segments, { maxLength: 6 }).map((parts) => `/${parts.join('/')}`),
  fc.constantFrom(
    '/v1.0/communications/calls',
    '/simulator/calls',
    '/simulator/faults',
    '/simulator/calls/CALL/keys',
    '/v1.0/communications/calls/CALL/answer',
    '/v1.0/communications/calls/CALL/playPrompt',
  ),
);
const bodies = fc.oneof(
  fc.json(),
  fc.string(),
  fc
    .record(
      {
        prompts: fc.anything(),
        targets: fc.anything(),
        mediaConfig: fc.anything(),
        keys: fc.anything(),
        from: fc.anything(),
        '@odata.type': fc.anything(),
        __proto__: fc.anything(),
      },
      { requiredKeys: [] },
    )
    .map((value) =>
      JSON.stringify(value, (_key, member: unknown) =>
        typeof member === 'bigint' ? String(member) : member,
      ),
    ),
);

test('whatever is sent is answered below 500 and harms nothing (SH1)', async () => {
  const call = simulator.simulation.placeCall({ from: caller, to: frontDesk });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('POST', 'PATCH', 'DELETE', 'PUT'),
      paths,
      bodies,
      async (method, path, body) => {
        const response = await fetch(simulator.url + path.replace('CALL', call.id).replace('{id}', call.id), {
          method,
          body,
        });
        await response.arrayBuffer();
        expect(response.status).toBeLessThan(500);
      },
    ),
    { numRuns: 200 },
  );
  expect((await fetch(`${simulator.url}/simulator`)).status).toBe(200);
});

test.each([
  'GARBAGE\r\n\r\n',
  'POST /simulator/calls HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc',
  'GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n',
])('a connection that sends %j and breaks off harms nothing', async (bytes) => {
  const socket = connect(simulator.port, '127.0.0.1');
  socket.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    socket.write(bytes, () => {
      socket.destroy();
      resolve();
    });
  });
  expect((await fetch(`${simulator.url}/simulator`)).status).toBe(200);
});

test('any file is judged, none breaks the judge', () => {
  const riff = fc
    .uint8Array({ maxLength: 80 })
    .map((tail) => new Uint8Array([...new TextEncoder().encode('RIFFxxxxWAVE'), ...tail]));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 100 }), riff), (file) => {
      expect(['audio', 'unplayable']).toContain(readWav(file).kind);
    }),
    { numRuns: 1000 },
  );
});

test('live calls have a limit, ended ones are forgotten in time', async () => {
  const { simulation, clock } = await world();
  const place = () => simulation.placeCall({ from: caller, to: frontDesk });
  for (let n = 0; n < callLimits.live; n += 1) place();
  expect(place).toThrow(expect.objectContaining({ code: 'SIMULATOR-LIMIT-REACHED' }));
  await clock.advance(15_000);
  for (let n = 0; n < 10; n += 1) place();
  expect(simulation.calls.length).toBeLessThanOrEqual(callLimits.ended + 10);
});

test('a transcript has an end, and says so', async () => {
  const { incoming } = await world();
  const call = await incoming();
  for (let n = 0; n < transcriptLimit + 100; n += 1) call.press('1');
  expect(call.transcript.entries).toHaveLength(transcriptLimit + 1);
  expect(call.transcript.entries.at(-1)).toMatchObject({ kind: 'truncated' });
});

test('a name that was re-bound to loopback is refused (SH3)', async () => {
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const headers = { host: 'evil.example' };
    httpRequest(`${simulator.url}/simulator/calls`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(status).toBe(403);
});
