/**
 * Who may import whom. `rooms` is the table "Rooms" of docs/design.md: each room, and the rooms whose
 * door (`index.ts`) it may use. Everything else follows from it.
 */

const pure = [
  'call',
  'loopback',
  'operations',
  'pattern',
  'json-schema',
  'flow',
  'xml',
  'diagram',
  'interpreter',
  'permissions',
];
const all = [
  ...pure,
  'replay',
  'orchestration',
  'durable-store',
  'graph',
  'data-dip',
  'identity',
  'media',
  'library',
  'reception',
  'call-control',
  'housekeeping',
  'dialer',
  'queues',
  'schedules',
  'scenario',
  'rehearsal',
  'exploration',
  'hosted',
  'schemas',
  'telemetry',
  'call-telemetry',
  'application-insights',
  'config',
  'host',
  'simulator',
  'cli',
  'console',
];

/** @type {Record<string, string[]>} */
const rooms = {
  functions: [
    'housekeeping',
    'durable-store',
    'dialer',
    'call-control',
    'queues',
    'reception',
    'orchestration',
    'library',
    'graph',
    'data-dip',
    'identity',
    'media',
    'schedules',
    'telemetry',
    'call-telemetry',
    'application-insights',
    'config',
    'call',
  ],
  'src/housekeeping': ['call-control', 'orchestration', 'durable-store', 'telemetry', 'call'],
  'src/dialer': ['call-control', 'durable-store', 'queues', 'flow', 'telemetry', 'call'],
  'src/queues': ['call'],
  'src/call-control': ['reception', 'orchestration', 'durable-store', 'flow', 'telemetry', 'call'],
  'src/reception': ['orchestration', 'durable-store', 'library', 'graph', 'telemetry', 'call'],
  'src/durable-store': [],
  'src/orchestration': ['replay', 'interpreter', 'flow', 'operations', 'call'],
  'src/replay': ['interpreter', 'flow', 'call'],
  'src/interpreter': ['flow', 'call'],
  'src/flow': ['json-schema', 'pattern', 'operations', 'call'],
  'src/xml': [],
  'src/diagram': ['flow', 'xml'],
  'src/scenario': ['flow', 'operations', 'call'],
  'src/rehearsal': [
    'scenario',
    'replay',
    'interpreter',
    'flow',
    'graph',
    'operations',
    'data-dip',
    'json-schema',
    'library',
    'media',
    'schedules',
    'call',
  ],
  'src/exploration': [
    'rehearsal',
    'scenario',
    'interpreter',
    'flow',
    'operations',
    'json-schema',
    'schedules',
    'call',
  ],
  'src/hosted': [
    'rehearsal',
    'scenario',
    'reception',
    'orchestration',
    'interpreter',
    'flow',
    'graph',
    'library',
    'media',
    'schedules',
    'telemetry',
    'call-telemetry',
    'simulator',
    'host',
    'call',
  ],
  'src/schemas': ['scenario', 'flow', 'operations', 'call'],
  'src/json-schema': ['pattern', 'call'],
  'src/pattern': [],
  'src/call': [],
  'src/operations': ['loopback'],
  'src/permissions': ['flow', 'operations'],
  'src/loopback': [],
  'src/graph': ['telemetry', 'call', 'operations', 'identity', 'loopback'],
  'src/data-dip': ['queues', 'json-schema', 'telemetry', 'call'],
  'src/identity': ['call'],
  'src/media': ['call'],
  'src/schedules': ['call'],
  'src/library': ['flow', 'media', 'schedules', 'config', 'call'],
  'src/telemetry': ['call'],
  'src/application-insights': ['telemetry', 'call'],
  'src/call-telemetry': ['orchestration', 'flow', 'telemetry', 'call'],
  'src/config': ['flow', 'telemetry', 'loopback', 'call'],
  'src/host': ['loopback'],
  'src/simulator': ['call', 'operations', 'loopback'],
  'src/cli': all,
  'src/console': all,
};

/** npm packages that only some rooms may know; a room that is not named here may not import them. */
const packages = [
  {
    name: 'durable-functions',
    rooms: ['functions', 'src/orchestration', 'src/hosted', 'src/dialer', 'src/call-control'],
  },
  { name: '@azure/functions', rooms: ['functions'] },
  { name: '@azure/identity', rooms: ['src/graph', 'src/identity'] },
  { name: '@azure/core-rest-pipeline', rooms: ['src/graph'] },
  {
    name: '@azure/core-auth',
    rooms: [
      'src/graph',
      'src/data-dip',
      'src/queues',
      'src/identity',
      'src/media',
      'src/application-insights',
    ],
  },
  { name: '@azure/monitor-opentelemetry-exporter', rooms: ['src/application-insights'] },
  { name: '@opentelemetry', rooms: ['src/application-insights'] },
  { name: '@azure/storage-blob', rooms: ['src/media'] },
  { name: '@azure/storage-queue', rooms: ['src/queues', 'src/host'] },
  { name: 'jose', rooms: ['src/graph', 'src/simulator'] },
  { name: 're2js', rooms: ['src/pattern'] },
  { name: 'temporal-polyfill', rooms: ['src/schedules'] },
  { name: 'commander', rooms: ['src/cli'] },
  { name: 'fast-check', rooms: ['src/exploration'] },
];

const escape = (text) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const inside = (folder) => `^${escape(folder)}/`;
const anyRoom = '^(src/[^/]+|functions)/';

const roomRules = Object.entries(rooms).flatMap(([folder, allowed]) => {
  const own = inside(folder);
  const open = allowed.map((room) => inside(`src/${room}`));
  const name = folder.replace('src/', '');
  return [
    {
      name: `${name}-imports-only-its-rooms`,
      comment: `${folder} may import ${allowed.length === 0 ? 'no other room' : allowed.join(', ')}.`,
      severity: 'error',
      from: { path: own },
      to: { path: anyRoom, pathNot: [own, ...open] },
    },
    {
      name: `${name}-uses-doors`,
      comment: 'Another room is entered by its index.ts only.',
      severity: 'error',
      from: { path: own },
      to: { path: anyRoom, pathNot: [own, '^src/[^/]+/index\\.ts$'] },
    },
  ];
});

const packageRules = packages.map(({ name, rooms: allowed }) => ({
  name: `package-${name}`,
  comment: `${name} is known only to ${allowed.join(', ')}.`,
  severity: 'error',
  from: { path: anyRoom, pathNot: allowed.map(inside) },
  to: { path: `node_modules/${escape(name)}/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...roomRules,
    ...packageRules,
    {
      name: 'room-without-row',
      comment: 'A new folder under src needs its row in the table above and in docs/design.md.',
      severity: 'error',
      from: { path: '^src/', pathNot: Object.keys(rooms).map(inside) },
      to: {},
    },
    {
      name: 'pure-rooms-use-no-node-modules',
      comment: 'The pure rooms reach nothing outside; hashing is arithmetic and allowed.',
      severity: 'error',
      from: { path: pure.map((room) => inside(`src/${room}`)) },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'no-cycles',
      comment: 'Types of one room may refer to one another; what runs may not.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^@azure/functions-core$' },
    },
    {
      name: 'declared',
      comment: 'What the product imports is a dependency of package.json, not of some other package.',
      severity: 'error',
      from: { path: anyRoom },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'] },
    },
    {
      name: 'product-never-imports-tests',
      severity: 'error',
      from: { path: anyRoom },
      to: { path: '^(test|bench|scripts)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
