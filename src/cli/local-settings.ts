import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { CliError } from './cli-error.ts';

const settingsFile = z.object({
  IsEncrypted: z.literal(false, 'must be false: only the Functions tools can decrypt the file').optional(),
  Values: z.record(z.string(), z.string('must be a string')).default({}),
});

/**
 * The `Values` of `local.settings.json` in `folder`, as the Functions tools read them; none if there is no such
 * file. The environment wins over them (the caller merges).
 * @throws CliError CLI-SETTINGS-FILE-INVALID
 */
export function readLocalSettings(folder: string): Readonly<Record<string, string>> {
  const path = join(folder, 'local.settings.json');
  const text = readIfThere(path);
  if (text === null) return {};
  const parsed = settingsFile.safeParse(parseJson(text, path));
  if (parsed.success) return parsed.data.Values;
  const reasons = parsed.error.issues.map(
    (issue) => `${issue.path.join('.') || 'the file'} ${issue.message}`,
  );
  throw new CliError(
    'CLI-SETTINGS-FILE-INVALID',
    `${path} cannot be used: ${reasons.join('; ')}. It holds { "IsEncrypted": false, "Values": { "NAME": "text" } }.`,
  );
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new CliError('CLI-SETTINGS-FILE-INVALID', `${path} cannot be read`, error);
  }
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    throw new CliError('CLI-SETTINGS-FILE-INVALID', `${path} is no JSON: ${reason}`, error);
  }
}
