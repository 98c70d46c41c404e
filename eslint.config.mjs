import tseslint from 'typescript-eslint';

/**
 * The rules that a reader may rely on. What a rule cannot see is in `.dependency-cruiser.cjs` (imports
 * between rooms) and `knip.json` (what nobody uses).
 */

/** Rooms whose code is replayed or must give the same answer twice: no clock, no chance, no outside world. */
const pureRooms = [
  'call',
  'diagram',
  'json-schema',
  'flow',
  'interpreter',
  'operations',
  'orchestration',
  'pattern',
];

/** Files that turn the unknown into a type, and so may assert one. Nothing else may. */
const mayAssertTypes = ['**/ids.ts', '**/parse.ts', '**/parse-*.ts', '**/*-schema.ts'];

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Named exports only: a name is found by searching for it.',
};

const deterministic = [
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'No clock here: time comes with the event, or from currentUtcDateTime in the orchestrator.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'No clock here: time comes with the event, or from currentUtcDateTime in the orchestrator.',
  },
  {
    selector: "CallExpression[callee.name='Date']",
    message: 'No clock here: time comes with the event, or from currentUtcDateTime in the orchestrator.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'No chance here: a replay must decide the same again.',
  },
  {
    selector: 'MemberExpression[property.name=/^(randomUUID|randomBytes|randomInt|getRandomValues)$/]',
    message: 'No chance here: a replay must decide the same again.',
  },
  {
    selector:
      'ImportSpecifier[imported.name=/^(randomUUID|randomBytes|randomInt|randomFill|randomFillSync)$/]',
    message: 'No chance here: a replay must decide the same again.',
  },
  {
    selector: 'MemberExpression[property.name=/^toLocale/]',
    message: 'No locale of the process here: such text is made in an activity and kept in history.',
  },
  { selector: ':function[async=true]', message: 'Nothing is awaited here: effects are commands.' },
  { selector: 'AwaitExpression', message: 'Nothing is awaited here: effects are commands.' },
];

const outsideWorld = [
  'process',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'performance',
  'crypto',
  'Intl',
].map((name) => ({ name, message: 'The pure rooms reach nothing outside: it comes in as data.' }));

export default tseslint.config(
  {
    ignores: ['dist/**', 'coverage/**', '.cache/**', 'node_modules/**', 'test/fixtures/**'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-generated-empty-object-type': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-param-reassign': 'error',
      'no-restricted-syntax': ['error', noDefaultExport],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['src/**/*.ts', 'functions/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 350 }],
      'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: mayAssertTypes,
    rules: { '@typescript-eslint/consistent-type-assertions': 'off' },
  },
  {
    files: pureRooms.map((room) => `src/${room}/**/*.ts`),
    rules: {
      'no-restricted-globals': ['error', ...outsideWorld],
      'no-restricted-syntax': ['error', noDefaultExport, ...deterministic],
    },
  },
  {
    // Tests speak to what they test as a stranger would: with literals of foreign JSON, at length, and some run
    // recorded scripts.
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-assertions': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/no-implied-eval': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/require-await': 'off',
      'no-new-func': 'off',
    },
  },
  {
    files: ['scripts/**/*.mjs', '*.mjs', '*.cjs', '.*.cjs'],
    extends: [tseslint.configs.base],
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/no-unused-vars': 'error',
    },
  },
);
