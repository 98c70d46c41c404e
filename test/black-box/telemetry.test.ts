/** What leaves the product for Application Insights: over real https, as its exporter sends it. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { eventDimensions, metrics } from '../../src/telemetry/index.ts';
import { Ingestion } from './ingestion.ts';
import { RunningProduct } from './running-product.ts';

jest.setTimeout(90_000);

/** What a caller presses, is called and hears; nobody may find any of it. */
const account = '73914628';
const pin = '58203947';
const wrong = '19283746';
const caller = '+447700900461';
const words = 'Rumpelstilzchen';
const secrets = [account, pin, wrong, caller.slice(3), '2079460173', words, 'Goldilocks'];

let ingestion: Ingestion;
let crm: Server;
let product: RunningProduct;
let output = '';

beforeAll(async () => {
  ingestion = await Ingestion.start();
  crm = createServer((_request, response) => response.writeHead(503).end(`no ${account}`));
  await new Promise<void>((resolve) => crm.listen(0, '127.0.0.1', resolve));
  product = await RunningProduct.start(join(__dirname, 'marks'), {
    ...ingestion.settings,
    CRM_URL: `http://127.0.0.1:${(crm.address() as AddressInfo).port}`,
    HTTP_ALLOWED_HOSTS: '127.0.0.1',
    OUTBOUND_INSTANCE_ID: '550fae72-d251-43ec-868c-373732c2704f',
    LOG_LEVEL: 'debug',
  });
});
afterAll(async () => {
  crm.close();
  await ingestion.close();
});

/** A caller who goes everywhere, with everything that must not be found. */
async function everywhere(): Promise<string> {
  const call = await product.dial({ from: caller });
  await product.fault({ transfer: true, outcome: 'busy', call: call.id });
  await call.when('prompts:1');
  await call.press(wrong, 60);
  await call.when('prompts:2');
  await call.press(account, 60);
  await call.when('prompts:4');
  await call.press(pin, 60);
  const raised = await fetch(`${product.host}/api/calls/in-${call.id}/events/news`, {
    method: 'POST',
    body: JSON.stringify({ name: 'Goldilocks', account }),
  });
  expect(raised.status).toBe(202);
  await call.whenOver();
  expect(await product.recordsOf(call.id)).toHaveLength(1);
  return `in-${call.id}`;
}

/** Everything that can be sent to the app and is refused, with marks in it. */
async function hostile(): Promise<void> {
  const post = (path: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${product.host}/api/${path}`, { method: 'POST', body, headers });
  await post('notifications', `{"value":[{"from":"${caller}"}]}`);
  await post('notifications', `{"value":[{"from":"${caller}"}]}`, { authorization: `Bearer ${account}` });
  await post('calls', JSON.stringify({ flow: 'marks', to: { phone: account } }));
  await post('calls', JSON.stringify({ flow: account, to: { phone: caller } }));
  const { status } = await post(
    'calls',
    JSON.stringify({ flow: 'marks', to: { phone: caller }, variables: { account }, requestId: caller }),
  );
  expect(status).toBe(202);
  const queue = product.queue('ivr-outbound-calls');
  await queue.createIfNotExists();
  await queue.sendMessage(Buffer.from(JSON.stringify({ flow: account })).toString('base64'));
}

/** What is told where something is refused; without it nothing would prove that its path was gone. */
const refusals = ['ivr.notification.refused', 'ivr.dead_letter'];

let callId = '';

beforeAll(async () => {
  callId = await everywhere();
  await hostile();
  await product.until(() => (refusals.every((name) => ingestion.isTold(name)) ? true : null));
  expect(await product.stop()).toEqual([0, 0, 0]);
  output = product.output();
});

test('a call is told whole, and each thing once', () => {
  const told = ingestion.events(callId);
  const count = (wanted: string): number => told.filter(({ name }) => name === wanted).length;
  for (const name of [
    'ivr.call.started',
    'ivr.call.answered',
    'ivr.call.ended',
    'ivr.transfer.failed',
    'ivr.flow.event',
  ])
    expect([name, count(name)]).toEqual([name, 1]);
  expect(count('ivr.input.no_match')).toBe(1);
  expect(count('ivr.input.collected')).toBe(2);
  expect(count('ivr.http.failed')).toBe(2);
  expect(count('ivr.node.entered')).toBeGreaterThan(8);
  expect(told.find(({ name }) => name === 'ivr.call.ended')?.properties).toMatchObject({
    flow: 'marks',
    end: 'completed',
    answered: 'true',
    node: 'sorry',
  });
  const sequences = told.flatMap(({ properties: { sequence } }) =>
    sequence === undefined ? [] : [sequence],
  );
  expect(new Set(sequences).size).toBe(sequences.length);
});

test('nothing of what was pressed, said or dialled leaves the process, also where it is refused', () => {
  expect(refusals.filter((name) => !ingestion.isTold(name))).toEqual([]);
  const everything = [...ingestion.texts, output].join('\n');
  expect(secrets.filter((secret) => everything.includes(secret))).toEqual([]);
});

test('what goes to Application Insights is not written to the log too', () => {
  expect(output).not.toContain('ivr.call.started');
  expect(output).not.toContain('ivr.notification.refused');
});

test('everything has the form that Application Insights takes, and the names of the catalogue', () => {
  expect(ingestion.refused).toEqual([]);
  expectInCatalogue();
});

test('notification, activities and requests of a call are joined by its id, and by links', () => {
  expectJoined(callId);
});

/** Every event and metric has exactly the dimensions that the catalogue says, or fewer where one has no value. */
function expectInCatalogue(): void {
  for (const { data } of ingestion.envelopes) {
    if (data.baseType === 'EventData') {
      const known = new Map<string, readonly string[]>(Object.entries(eventDimensions)).get(
        data.baseData.name,
      );
      const dimensions = Object.keys(data.baseData.properties ?? {}).filter(
        (name) => !name.startsWith('_MS.'),
      );
      expect([data.baseData.name, known]).not.toEqual([data.baseData.name, undefined]);
      expect(dimensions.filter((name) => name !== 'severity' && known?.includes(name) !== true)).toEqual([]);
    }
    if (data.baseType === 'MetricData' && data.baseData.metrics[0].name.startsWith('ivr.'))
      expect(Object.keys(metrics)).toContain(data.baseData.metrics[0].name);
  }
}

/** Notification, activities and requests of one call are found by its id, and linked where nobody passes a parent. */
function expectJoined(callId: string): void {
  const spans = ingestion.dependencies(callId);
  const named = (name: string): (typeof spans)[number][] => spans.filter((span) => span.name === name);
  expect(named('graph answer')).toMatchObject([{ success: true, resultCode: '202', type: 'Http' }]);
  expect(named('graph transfer')).toHaveLength(1);
  expect(named('notification').length).toBeGreaterThan(10);
  expect(named('effect http')).toHaveLength(1);
  const notifications = new Set(named('notification').map(({ id }) => id));
  const prompts = named('graph playPrompt');
  expect(prompts.length).toBeGreaterThan(3);
  for (const { properties = {} } of prompts) {
    const links = JSON.parse(properties['_MS.links'] ?? '[]') as { id: string }[];
    if (links.length > 0) expect(notifications).toContain(links[0]?.id);
  }
  expect(prompts.some(({ properties }) => properties?.['_MS.links'] !== undefined)).toBe(true);
  const latencies = ingestion
    .metrics('ivr.turn.latency')
    .filter(({ properties }) => properties?.callId === callId);
  expect(latencies.length).toBeGreaterThan(1);
  for (const {
    properties,
    metrics: [{ value }],
  } of latencies) {
    expect(properties).toMatchObject({ flow: 'marks', flowVersion: '1.0.0', node: expect.any(String) });
    expect(value).toBeLessThan(5_000);
  }
  const durations = ingestion
    .metrics('ivr.graph.duration')
    .filter(({ properties }) => properties?.callId === callId);
  expect(durations.length).toBeGreaterThan(3);
}
