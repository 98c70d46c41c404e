/** What the templates create is what the code asks for by name: queues, containers, routes, functions. */
import * as z from 'zod';
import { deadLetterQueue, outboundQueue, waitingQueue } from '../../src/dialer/index.ts';
import { mediaContainer, parseMediaName, recordRetention } from '../../src/media/index.ts';
import {
  at,
  bodyOf,
  declared,
  evaluated,
  itemsOf,
  literal,
  membersOf,
  readBicep,
  valueOf,
} from '../support/bicep/index.ts';
import { read, sources } from '../support/repository.ts';
import { deployedWith, literals, main, parameter, usual } from './support/templates.ts';

const functions = sources('functions');
const hostJson = JSON.parse(read('host.json')) as {
  telemetryMode: string;
  extensionBundle: { version: string };
  extensions: { http: { routePrefix: string }; durableTask: { hubName: string } };
};

const storage = readBicep('infra/modules/storage.bicep');
const container = literal(valueOf(declared(storage, 'var', 'mediaContainer')) ?? '');

describe('queues and containers', () => {
  const created = literals(parameter('media', 'queues', storage));
  const own: Readonly<Record<string, string>> = { outboundQueue, waitingQueue, deadLetterQueue };

  test('the queues that are created are those that functions and rooms name', () => {
    const bound = [...functions.matchAll(/queueName: ('[^']+'|`[^`]+`|\w+)/g)].map(([, text = '']) =>
      text
        .replace(/^['`]|['`]$/g, '')
        .replace(
          /^\$\{(\w+)\}|^(\w+)$/,
          (all, inText?: string, alone?: string) => own[inText ?? alone ?? ''] ?? all,
        ),
    );
    expect(bound).toHaveLength(3);
    expect([...created].sort()).toEqual([...new Set([...bound, ...Object.values(own)])].sort());
  });

  test('no other queue has a name in the code', () => {
    const named = [...sources('src').matchAll(/const \w*[qQ]ueue = '([a-z0-9-]+)'/g)].map(([, name]) => name);
    expect([...named].sort()).toEqual(Object.values(own).sort());
  });

  test('the container is that of the media store', () => {
    expect(container).toBe(mediaContainer);
    expect(parameter('media', 'containers', storage)).toBe('[mediaContainer]');
  });
});

describe('what the store deletes by itself', () => {
  const rules = itemsOf(parameter('media', 'expiries', storage)).map((text) => ({
    days: at(text, 'days'),
    prefixes: z.array(z.string()).parse(evaluated(at(text, 'prefixes'), { mediaContainer: container })),
  }));
  const deletes = (name: string) =>
    rules.find(({ prefixes }) => prefixes.some((one) => `${container}/${name}`.startsWith(one)));

  test('is every recording and every rendered text, whatever its name, after the longest retention of a flow', () => {
    const digits = [...'0123456789abcdef'];
    const names = digits.map((digit) => `${digit.repeat(40)}.wav`);
    expect(names.every((name) => parseMediaName(name) !== null)).toBe(true);
    expect(names.filter((name) => deletes(name)?.days !== 'mediaRetentionDays')).toEqual([]);
    const [, longest = ''] =
      /retention: durationBetween\('1h', '(\d+)d'\)/.exec(read('src/flow/nodes/record.ts')) ?? [];
    expect(usual('mediaRetentionDays')).toBeGreaterThan(Number(longest));
    expect(Number(longest)).toBeGreaterThan(0);
  });

  test('is call records after they have expired, and never what has no age', () => {
    const kept = recordRetention / (24 * 3_600_000);
    expect(kept).toBeGreaterThan(0);
    expect(deletes('call-records/c1.json')?.days).toBe(String(kept + 1));
    expect(deletes('messages/m1.json')).toBeUndefined();
    expect(deletes('name-key')).toBeUndefined();
  });

  test('is told in rules that Azure takes: ten prefixes at most', () => {
    for (const { prefixes } of rules) expect(prefixes.length).toBeLessThanOrEqual(10);
  });
});

const channelSchema = z.object({
  properties: z.object({ properties: z.looseObject({ callingWebhook: z.string() }) }),
});

describe('the bot', () => {
  test('calls a route that is registered for POST', () => {
    const { bot, teams } = deployedWith('infra/modules/bot.bicep', { appHostName: 'ivr.contoso.com' });
    const routes = [...functions.matchAll(/methods: \[([^\]]*)\],[\s\S]{0,80}?route: '([^']+)'/g)]
      .filter(([, methods = '']) => methods.includes("'POST'"))
      .map(([, , route = '']) => `/${hostJson.extensions.http.routePrefix}/${route}`);
    expect(routes.length).toBeGreaterThan(1);
    const { properties: channel } = channelSchema.parse(teams).properties;
    expect(channel).toMatchObject({ enableCalling: true, isEnabled: true });
    const addresses = routes.map((route) => `https://ivr.contoso.com${route}`);
    expect(addresses).toContain(channel.callingWebhook);
    expect(bot).toMatchObject({ properties: { msaAppType: 'SingleTenant' } });
    expect(parameter('bot', 'appHostName')).toBe('functionApp.outputs.hostName');
  });
});

describe('the function app', () => {
  const warm = z.object({ http: z.number(), durable: z.number() }).parse(usual('warmInstances'));
  const { app, publishing } = deployedWith('infra/modules/function-app.bicep', {
    tags: {},
    nodeVersion: usual('nodeVersion'),
    warmInstances: warm,
  });

  test('has instances that are always warm for webhooks and for orchestrations', () => {
    expect(Math.min(warm.http, warm.durable)).toBeGreaterThanOrEqual(1);
    const alwaysReady = [
      { name: 'http', instanceCount: warm.http },
      { name: 'durable', instanceCount: warm.durable },
    ];
    const functionAppConfig = { scaleAndConcurrency: { alwaysReady } };
    expect(app).toMatchObject({ properties: { functionAppConfig } });
  });

  test('runs on Node 22, takes over from what runs, and is whom it says by its identity alone', () => {
    const functionAppConfig = {
      runtime: { name: 'node', version: '22' },
      siteUpdateStrategy: { type: 'RollingUpdate' },
      deployment: { storage: { authentication: { type: 'UserAssignedIdentity' } } },
    };
    const siteConfig = { minTlsVersion: '1.2', ftpsState: 'Disabled' };
    expect(app).toMatchObject({
      identity: { type: 'UserAssigned' },
      properties: { httpsOnly: true, functionAppConfig, siteConfig },
    });
  });

  test('takes no password of a publisher', () => {
    expect(publishing).toMatchObject([
      { name: 'ftp', properties: { allow: false } },
      { name: 'scm', properties: { allow: false } },
    ]);
  });

  test('starts when its roles and endpoints are there', () => {
    expect(
      itemsOf(membersOf(bodyOf(declared(main, 'module', 'functionApp'))).get('dependsOn') ?? ''),
    ).toEqual(['roles']);
    const roles = declared(main, 'module', 'roles').text;
    for (const before of ['monitoring', 'storage', 'scheduler', 'speech'])
      expect(roles).toMatch(new RegExp(`\\b${before}!?\\.outputs\\.`));
    for (const [path, module] of [
      ['infra/modules/storage.bicep', 'endpoints'],
      ['infra/modules/durable-scheduler.bicep', 'endpoint'],
    ] as const)
      expect(declared(readBicep(path), 'module', module).text).toMatch(
        /-endpoints?\.bicep' = if \(isolated\) \{/,
      );
  });
});

describe('host.json', () => {
  test('names the task hub that the templates create', () => {
    expect(valueOf(declared(main, 'var', 'taskHubName'))).toBe(
      "loadJsonContent('../host.json').extensions.durableTask.hubName",
    );
    expect(parameter('scheduler', 'taskHubName')).toBe('taskHubName');
    // What the scheduler and what storage take as the name of a hub, both.
    expect(hostJson.extensions.durableTask.hubName).toMatch(/^[A-Za-z][A-Za-z0-9]{2,44}$/);
  });

  test('asks for extensions that know the scheduler and versions of orchestrations, and tells everything once', () => {
    const [, major, minor] = /^\[(\d+)\.(\d+)\.\d+, 5\.0\.0\)$/.exec(hostJson.extensionBundle.version) ?? [];
    expect(Number(major)).toBe(4);
    expect(Number(minor)).toBeGreaterThanOrEqual(31);
    expect(hostJson.telemetryMode).toBe('OpenTelemetry');
  });
});
