/**
 * Loads the functions of an unpacked app as a Functions worker does, in a fresh process, with a stand-in for
 * `@azure/functions-core` that only notes what is registered. A bundle may build and still fail to load, or lose a
 * registration; both show here. The other files of the bundle, which the app loads later or never, are loaded too.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
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

/** Where the source names durable functions: each of the names, and what it is of. */
const durable = `
  export { callOrchestrator, commandActivities, effectActivities, workOutSchedulesActivity, writeCallRecordActivity }
    from './src/orchestration/names.ts';
  export { dialerOrchestrator, lookActivity, startDueActivity } from './src/dialer/run-dialer.ts';
  export { cancelledOrchestrator } from './src/call-control/cancelled-request.ts';
`;

async function durableNames() {
  const entry = resolve(root, 'durable-names.ts');
  const build = await rolldown({
    input: entry,
    cwd: root,
    platform: 'node',
    // Only names are wanted, not what runs: nothing else of these files is kept, nor of what they import.
    treeshake: { moduleSideEffects: false },
    plugins: [
      {
        name: 'durable-names',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? durable : null),
      },
    ],
  });
  const { output } = await build.generate({ format: 'esm', codeSplitting: false });
  await build.close();
  const names = await import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString('base64')}`);
  return {
    orchestrationtrigger: [names.callOrchestrator, names.dialerOrchestrator, names.cancelledOrchestrator],
    activitytrigger: [
      ...names.commandActivities,
      ...Object.values(names.effectActivities),
      names.workOutSchedulesActivity,
      names.writeCallRecordActivity,
      names.lookActivity,
      names.startDueActivity,
    ],
  };
}

/** The names that `functions/` writes out where it registers timers and triggers of queues. */
function writtenNames(registers) {
  const folder = resolve(root, 'functions');
  const code = readdirSync(folder).map((name) => readFileSync(resolve(folder, name), 'utf8'));
  const names = code.flatMap((text) => [...text.matchAll(registers)].map(([, name]) => name));
  if (names.length === 0) throw new Error(`functions/ registers nothing by ${registers}.`);
  return names;
}

/** The names of all functions that have no route, by the types of their triggers: from the source, which alone has them. */
export const functionNames = async () => ({
  ...(await durableNames()),
  timertrigger: writtenNames(/\bapp\.timer\(\s*'([^']+)'/g),
  queuetrigger: writtenNames(/\bapp\.storageQueue\(\s*'([^']+)'/g),
});

/** The routes that Graph and people rely on. */
const routes = [
  ['POST', 'notifications'],
  ['POST', 'notifications/{instanceId}'],
  ['GET', 'media/{name}'],
  ['GET', 'health'],
];

/** What is wrong with what the app in this folder registers on one Node: a list of sentences, empty if it is well. */
export function registrationProblems(node, app, names) {
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
  const namesOf = (type) =>
    registered.filter(({ trigger }) => trigger?.toLowerCase() === type).map(({ name }) => name);
  const hasRoute = ([method, route]) =>
    registered.some((entry) => entry.route === route && (entry.methods ?? [method]).includes(method));
  return [
    ...routes.filter((each) => !hasRoute(each)).map(([method, route]) => `has no route ${method} ${route}`),
    ...Object.entries(names).flatMap(([type, wanted]) => [
      ...wanted.filter((name) => !namesOf(type).includes(name)).map((name) => `has no ${type} ${name}`),
      ...namesOf(type)
        .filter((name) => !wanted.includes(name))
        .map((name) => `has a ${type} ${name} that is not looked for here`),
    ]),
  ];
}
