export { loadSettings } from './load-settings.ts';
export type { Secret } from './secret.ts';
export type { Environment } from './setting-reader.ts';
export { SettingsError } from './settings-error.ts';
export type { SettingProblem } from './settings-error.ts';
export type { GraphCredential, LogLevel, Settings, Speech } from './settings.ts';
