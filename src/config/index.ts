export { loadSettings } from './load-settings.ts';
export { loadSpeech } from './read-speech.ts';
export type { Secret } from './secret.ts';
export { settingLookup } from './setting-reader.ts';
export type { Environment, SettingLookup } from './setting-reader.ts';
export { SettingsError } from './settings-error.ts';
export type { SettingProblem } from './settings-error.ts';
export type { GraphCredential, Identity, Settings, Speech, StorageConnection } from './settings.ts';
