/**
 * Loads the functions of an unpacked app as a Functions worker does, in a fresh process, with a stand-in for
 * `@azure/functions-core` that only notes what is registered. A bundle may build and still fail to load, or lose a
 * registration; both show here. The other files of the bundle, which the app loads later or never, are loaded too.
 */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { bareEnvironment, settingsFor } from './settings.mjs';

const root = resolve(import.meta.dirname, '../..');

const worker = `
  const { Module } = require('node:module');
  const { readdirSync } = require('node:fs');
  const { dirname, resolve } = require('node:path');
  const registered = [];
  const core = {
    version: '1.0.0', hostVersion: '4.1048.200',
    registerFunction(metadata) {
      const trigger = Object.values(metadata.bindings).find(({ type }) => /trigger$/i.test(type));
      registered.push({ name: metadata.name, trigger: trigger?.type, route: trigger?.route, methods: trigger?.methods });
      return { dispose() {} };
    },
    registerHook: () => ({ dispose() {} }),
    setProgrammingModel() {}, getProgrammingModel() {},
    Disposable: class { dispose() {} },
  };
  const load = Module.prototype.require;
  Module.prototype.require = function (id) { return id === '@azure/functions-core' ? core : load.call(this, id); };
  const main = resolve(require(resolve('package.json')).main);
  require(main);
  for (const name of readdirSync(dirname(main))) require(resolve(dirname(main), name));
  setImmediate(() => { console.log(JSON.stringify(registered)); process.exit(0); });
`;

/** The names of the durable functions, from the one place in the source that has them. */
export async function durableNames() {
  const build = await rolldown({
    input: resolve(root, 'src/orchestration/names.ts'),
    cwd: root,
    platform: 'node',
  });
  const { output } = await build.generate({ format: 'esm', codeSplitting: false });
  await build.close();
  const module = await import(
    `data:text/javascript;base64,${Buffer.from(output[0].code).toString('base64')}`
  );
  const { callOrchestrator, commandActivities, workOutSchedulesActivity, writeCallRecordActivity } = module;
  return {
    orchestrator: callOrchestrator,
    activities: [...commandActivities, workOutSchedulesActivity, writeCallRecordActivity],
  };
}

/** The routes that Graph and people rely on. */
const routes = [
  ['POST', 'notifications'],
  ['POST', 'notifications/{instanceId}'],
  ['GET', 'media/{name}'],
  ['GET', 'health'],
];

/** What is wrong with what the app in this folder registers on one Node: a list of sentences, empty if it is well. */
export function registrationProblems(node, app, { orchestrator, activities }) {
  const run = spawnSync(node, ['--eval', worker], {
    cwd: app,
    // The settings are read when the bundle is loaded; nothing is reached under these.
    env: { ...bareEnvironment, ...settingsFor('http://127.0.0.1:9', 'http://127.0.0.1:7071') },
    encoding: 'utf8',
    timeout: 60_000,
  });
  if (run.status !== 0)
    return [`does not load: ${run.stderr.trim().split('\n').slice(0, 6).join('\n') || 'no message'}`];
  const registered = JSON.parse(run.stdout.trim().split('\n').at(-1));
  const isRegistered = (type, name) =>
    registered.some((entry) => entry.trigger?.toLowerCase() === type && entry.name === name);
  const hasRoute = ([method, route]) =>
    registered.some((entry) => entry.route === route && (entry.methods ?? [method]).includes(method));
  return [
    ...routes.filter((each) => !hasRoute(each)).map(([method, route]) => `has no route ${method} ${route}`),
    ...(isRegistered('orchestrationtrigger', orchestrator) ? [] : [`has no orchestrator ${orchestrator}`]),
    ...activities
      .filter((name) => !isRegistered('activitytrigger', name))
      .map((name) => `has no activity ${name}`),
  ];
}
