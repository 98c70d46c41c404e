/** Settings of the app: the environment first, then `Values` of local.settings.json, as the Functions tools read them. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { describeCause, HostError } from './errors.ts';

export type Settings = ReadonlyMap<string, string>;

const localSettings = z.object({
  IsEncrypted: z.boolean().optional(),
  Values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});

export function readSettings(
  appDirectory: string | null,
  environment: Readonly<Record<string, string | undefined>>,
): Settings {
  const settings = new Map<string, string>(
    appDirectory === null ? [] : readLocalSettings(path.join(appDirectory, 'local.settings.json')),
  );
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined) settings.set(name, value);
  }
  return settings;
}

function readLocalSettings(file: string): [string, string][] {
  if (!existsSync(file)) return [];
  let parsed: z.infer<typeof localSettings>;
  try {
    parsed = localSettings.parse(JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')));
  } catch (error) {
    throw new HostError(
      'HOST-SETTINGS-INVALID',
      `${file} cannot be read: ${describeCause(error)}`,
      { file },
      error,
    );
  }
  if (parsed.IsEncrypted === true) {
    throw new HostError(
      'HOST-SETTINGS-INVALID',
      `${file} is encrypted, which the embedded host cannot read. Decrypt it with "func settings decrypt".`,
      { file },
    );
  }
  return Object.entries(parsed.Values ?? {}).map(([name, value]) => [name, String(value)]);
}

/** Replaces every `%NAME%` by the setting; an unknown one is an error that names who asked. */
export function resolveSettings(text: string, settings: Settings, usedBy: string): string {
  return text.replace(/%([^%]+)%/g, (_, name: string) => {
    const value = settings.get(name);
    if (value !== undefined) return value;
    throw new HostError(
      'HOST-SETTING-MISSING',
      `${usedBy} needs the setting ${name} ("${text}"), which is not set. Set it in the environment or in "Values" of local.settings.json.`,
      { setting: name, usedBy },
    );
  });
}
