/** Every operation that a flow can ask for by name, through the built product, over HTTP. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { milliseconds } from '../../src/call/index.ts';
import { ownPort } from '../support/own-port.ts';
import { silence } from '../../src/media/index.ts';
import { operationNames, operations } from '../../src/operations/index.ts';
import { RunningProduct } from './running-product.ts';

jest.setTimeout(60_000);

let music: Server;
let product: RunningProduct;
beforeAll(async () => {
  const port = await ownPort();
  const wav = silence(milliseconds(300));
  music = createServer((_request, response) => response.end(wav)).listen(port, '127.0.0.1');
  product = await RunningProduct.start(join(__dirname, '..', 'hosted', 'graph-nodes'), {
    MUSIC_URL: `http://127.0.0.1:${port}/hold.wav`,
    EXPERT_ID: 'a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33',
  });
});
afterAll(async () => {
  expect(await product.stop()).toEqual([0, 0, 0]);
  music.close();
});

/** Refused in this flow: somebody is on hold, nothing is shared, media are the service's, who was removed has gone. */
const refused = new Set([
  'startHoldMusic 409',
  'getContentSharingSession 404',
  'changeScreenSharingRole 400',
  'getParticipant 404',
]);

test('each is done, under a recording policy its status too, and what cannot be done is refused', async () => {
  await product.fault({ switches: { recordingPolicy: true } });
  const call = await product.dial();
  // Its music and its beep are over; a key ends it.
  await call.when('recording');
  await call.press('#');
  const [record] = (await call.whenOver(), await product.recordsOf(call.id));
  const { transcript } = await call.when('ended');

  expect(record).toMatchObject({ end: 'completed', endReason: 'all done' });
  const requests = transcript.flatMap(({ kind, operation = '', status = 0 }) =>
    kind === 'request' ? [{ operation, status }] : [],
  );
  const asked = new Set(requests.map(({ operation }) => operation));
  const possible = operationNames.filter((name) => operations[name].inFlows.by === 'graphNode');
  expect(possible.filter((name) => !asked.has(name))).toEqual([]);
  expect(requests).toContainEqual({ operation: 'updateRecordingStatus', status: 200 });
  const failed = requests.filter(({ status }) => status >= 300);
  expect(new Set(failed.map(({ operation, status }) => `${operation} ${status}`))).toEqual(refused);
  expect(transcript.filter(({ kind }) => kind === 'tone')).toHaveLength(3);
  expect(JSON.stringify(record)).not.toMatch(/recordingAccessToken|recordingLocation/);
});
