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
import { literals, main, parameter } from './support/templates.ts';

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
    const [, days = ''] = /= (\d+)/.exec(declared(main, 'param', 'mediaRetentionDays').text) ?? [];
    expect(Number(days)).toBeGreaterThan(Number(longest));
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

describe('the bot', () => {
  test('calls a route that is registered for POST', () => {
    const file = readBicep('infra/modules/bot.bicep');
    const [, path] =
      /^\s*=\s*'https:\/\/\$\{appHostName\}([^']+)'$/.exec(declared(file, 'var', 'webhook').text) ?? [];
    const routes = [...functions.matchAll(/methods: \[([^\]]*)\],[\s\S]{0,80}?route: '([^']+)'/g)]
      .filter(([, methods = '']) => methods.includes("'POST'"))
      .map(([, , route = '']) => `/${hostJson.extensions.http.routePrefix}/${route}`);
    expect(routes.length).toBeGreaterThan(1);
    expect(routes).toContain(path);
    const channel = at(bodyOf(declared(file, 'resource', 'teams')), 'properties', 'properties');
    expect(Object.fromEntries(membersOf(channel))).toMatchObject({
      callingWebhook: 'webhook',
      enableCalling: 'true',
      isEnabled: 'true',
    });
    expect(literal(at(bodyOf(declared(file, 'resource', 'bot')), 'properties', 'msaAppType'))).toBe(
      'SingleTenant',
    );
    expect(parameter('bot', 'appHostName')).toBe('functionApp.outputs.hostName');
  });
});

describe('the function app', () => {
  const file = readBicep('infra/modules/function-app.bicep');
  const properties = at(bodyOf(declared(file, 'resource', 'app')), 'properties');
  const config = at(properties, 'functionAppConfig');

  test('has instances that are always warm for webhooks and for orchestrations', () => {
    const groups = itemsOf(
      /filter\(\s*(\[[\s\S]*?\n  \])/.exec(declared(file, 'var', 'declaredInstances').text)?.[1] ?? '',
    );
    expect(groups.map((group) => literal(at(group, 'name')))).toEqual(['http', 'durable']);
    expect(at(config, 'scaleAndConcurrency', 'alwaysReady')).toBe('declaredInstances');
    const usual = declared(main, 'param', 'warmInstances').text.replace(/^[^=]*=\s*/, '');
    for (const group of ['http', 'durable']) expect(Number(at(usual, group))).toBeGreaterThanOrEqual(1);
  });

  test('runs on Node 22, takes over from what runs, and is whom it says by its identity alone', () => {
    expect(literal(at(config, 'runtime', 'name'))).toBe('node');
    expect(declared(main, 'param', 'nodeVersion').text).toMatch(/= '22'$/);
    expect(literal(at(config, 'siteUpdateStrategy', 'type'))).toBe('RollingUpdate');
    expect(literal(at(config, 'deployment', 'storage', 'authentication', 'type'))).toBe(
      'UserAssignedIdentity',
    );
    expect(literal(at(bodyOf(declared(file, 'resource', 'app')), 'identity', 'type'))).toBe('UserAssigned');
    expect(at(properties, 'httpsOnly')).toBe('true');
    expect(literal(at(properties, 'siteConfig', 'minTlsVersion'))).toBe('1.2');
    expect(literal(at(properties, 'siteConfig', 'ftpsState'))).toBe('Disabled');
  });

  test('takes no password of a publisher', () => {
    const publishing = declared(file, 'resource', 'publishing').text;
    expect(publishing).toMatch(/for way in \['ftp', 'scm'\]/);
    expect(publishing).toContain('allow: false');
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
    expect(declared(main, 'var', 'taskHubName').text.trim()).toBe(
      "= loadJsonContent('../host.json').extensions.durableTask.hubName",
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
