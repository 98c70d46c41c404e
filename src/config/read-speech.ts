import * as z from 'zod';
import { settingReader } from './setting-reader.ts';
import type { Environment, SettingReader } from './setting-reader.ts';
import { text } from './setting-schema.ts';
import { SettingsError } from './settings-error.ts';
import type { Speech } from './settings.ts';

/** The region becomes part of a host's name, to which a token is sent. */
const region = z
  .string()
  .trim()
  .regex(/^[a-z0-9]{1,40}$/, 'must be the name of a region, such as westeurope');

const resource = text.regex(
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.CognitiveServices\/accounts\/[^/]+$/i,
  'must be the id of the Speech resource: /subscriptions/…/providers/Microsoft.CognitiveServices/accounts/…',
);

/** `en-GB=en-GB-RyanNeural, de-DE=…`: the voice for each locale. */
const voices = z
  .string()
  .transform((list) => list.split(',').map((pair) => pair.trim()))
  .pipe(
    z.array(
      z
        .string()
        .regex(/^[A-Za-z0-9-]+\s*=\s*[A-Za-z0-9:-]+$/, 'must be a list such as en-GB=en-GB-RyanNeural'),
    ),
  )
  .transform(
    (pairs) =>
      new Map(
        pairs.map((pair) => {
          const [locale = '', voice = ''] = pair.split('=');
          return [locale.trim(), voice.trim()] as const;
        }),
      ),
  );

/** Who speaks; with Azure AI Speech both of its settings are needed. */
export function readSpeech(read: SettingReader): Speech {
  const provider = read.optional('SPEECH_PROVIDER', z.literal('local', 'can only be "local"'));
  const chosen = read.optional('SPEECH_VOICES', voices) ?? new Map<string, string>();
  if (provider === 'local') return { kind: 'local' };
  const inRegion = read.optional('SPEECH_REGION', region);
  const resourceId = read.optional('SPEECH_RESOURCE_ID', resource);
  if (inRegion !== null && resourceId !== null) {
    return { kind: 'azure', region: inRegion, resourceId, voices: chosen };
  }
  const named = { region: read.isSet('SPEECH_REGION'), resource: read.isSet('SPEECH_RESOURCE_ID') };
  if (named.region && !named.resource)
    read.report('SPEECH_RESOURCE_ID', 'is missing; SPEECH_REGION needs it');
  if (named.resource && !named.region)
    read.report('SPEECH_REGION', 'is missing; SPEECH_RESOURCE_ID needs it');
  // The embedded host and the Functions tools say so: there a tone is better than a prompt that fails.
  const developing = read.optional('AZURE_FUNCTIONS_ENVIRONMENT', text) === 'Development';
  return { kind: developing ? 'local' : 'none' };
}

/**
 * Who speaks, for a program that needs nothing else of the app.
 * @throws SettingsError that names everything wrong or missing at once.
 */
export function loadSpeech(environment: Environment): Speech {
  const read = settingReader(environment);
  const speech = readSpeech(read);
  // The way to run the whole app without a tenant is no way out here.
  if (read.problems.length > 0) throw new SettingsError(read.problems);
  return speech;
}
