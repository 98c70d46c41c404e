import * as z from 'zod';
import { CliError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { exitCodes } from '../describe-failure.ts';
import type { CheckedFile } from '../../library/index.ts';
import type { NeededPermission } from '../../permissions/index.ts';

const schema = z.strictObject({
  flows: z.array(z.string().min(1)).default([]),
  strict: z.boolean().default(false),
  at: z.iso.date('must be a day such as 2026-12-24').optional(),
  json: z.boolean().default(false),
});

export const checkCommand = defineCommand({
  name: 'check',
  summary: 'Say what is wrong with flows and routes before anybody calls.',
  arguments: [
    { notation: '[flows...]', description: 'flow files or folders (default: FLOWS_PATH, else flows)' },
  ],
  options: [
    { flags: '--strict', description: 'exit 1 on warnings too' },
    { flags: '--at <date>', description: 'the day to check for, YYYY-MM-DD (default today)' },
    { flags: '--json', description: 'one JSON document' },
  ],
  schema,
  examples: ['ivr check', 'ivr check flows/front-desk.json --strict', 'ivr check --at 2026-12-24 --json'],
  run: async ({ flows, strict, at, json }, { print, environment, workingFolder }) => {
    const [{ checkFiles }, { settingLookup }, { reportPermissions }] = await Promise.all([
      import('../../library/index.ts'),
      import('../../config/index.ts'),
      import('../../permissions/index.ts'),
    ]);
    const files = flows.length > 0 ? flows : [environment.FLOWS_PATH ?? 'flows'];
    const today = at ?? new Date().toISOString().slice(0, 10);
    const checked = checkFiles({ files, workingFolder, settings: settingLookup(environment), today });
    if (checked.some(isUnreadable)) throw unreadable(checked.filter(isUnreadable));
    const reported = checked.map((file) => ({
      ...file,
      permissions: file.operations === null ? null : reportPermissions(file.operations).permissions,
    }));
    for (const line of json ? [JSON.stringify(asJson(reported), null, 2)] : inWords(reported)) print(line);
    const { error, warning } = count(checked);
    return error > 0 || (strict && warning > 0) ? exitCodes.failed : exitCodes.fine;
  },
});

interface ReportedFile extends CheckedFile {
  readonly permissions: readonly NeededPermission[] | null;
}

const isUnreadable = ({ problems }: CheckedFile): boolean =>
  problems.some(({ code }) => code === 'FLOW-UNREADABLE');

function unreadable(files: readonly CheckedFile[]): CliError {
  const names = files.map(({ file }) => file).join(', ');
  return new CliError(
    'CLI-USAGE',
    `There is no file ${names} that could be read. Name flow files, or their folder.`,
  );
}

function count(checked: readonly CheckedFile[]) {
  const severities = checked.flatMap(({ problems }) => problems.map(({ severity }) => severity));
  const of = (wanted: string): number => severities.filter((severity) => severity === wanted).length;
  return { error: of('error'), warning: of('warning'), remark: of('remark') };
}

/** What programs get; unlimited is null. */
function asJson(checked: readonly ReportedFile[]): object {
  const files = checked.map(({ file, problems, limits, permissions }) => ({
    file,
    problems: problems.map(({ code, severity, message, line, column, pointer, suggestion }) => ({
      code,
      severity,
      message,
      line,
      column,
      pointer,
      ...(suggestion === undefined ? {} : { suggestion }),
    })),
    ...(limits === null ? {} : { limits }),
    ...(permissions === null
      ? {}
      : { permissions: permissions.map(({ name, neededBy }) => ({ name, neededBy })) }),
  }));
  return { files };
}

/** The permissions that a flow needs, which `ivr permissions` tells node by node. */
const permissionsInWords = (permissions: readonly NeededPermission[]): string =>
  permissions.length === 0 ? 'no permission' : permissions.map(({ name }) => name).join(' and ');

function inWords(checked: readonly ReportedFile[]): readonly string[] {
  const problems = checked.flatMap((file) => file.problems.map(({ rendered }) => `${rendered}\n`));
  const limits = checked.flatMap(({ file, limits: most, permissions }) =>
    most === null
      ? []
      : [
          `${file}: a call lasts ${length(most.longestCall)} and makes at most ${counted(most.mostGraphRequests, 'request')} to Graph.`,
          ...(permissions === null ? [] : [`${file}: needs ${permissionsInWords(permissions)}.`]),
        ],
  );
  const { error, warning, remark } = count(checked);
  const found = [counted(error, 'error'), counted(warning, 'warning'), counted(remark, 'remark')].join(', ');
  return [...problems, ...limits, `${counted(checked.length, 'file')} checked: ${found}.`];
}

const counted = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

function length(milliseconds: number): string {
  if (milliseconds === Infinity) return 'without a limit';
  const seconds = Math.ceil(milliseconds / 1_000);
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `at most ${seconds} s` : `at most ${minutes} min ${seconds % 60} s`;
}
