/** One setting that is missing or wrong. `reason` never holds the value. */
export interface SettingProblem {
  readonly name: string;
  readonly reason: string;
}

const withoutTenant =
  'Without a tenant: "npm start" runs everything on this machine and needs no settings; or start ' +
  '"npx ivr graph --notify http://127.0.0.1:7071/api/notifications", and set what it prints.';

/** Everything that is wrong with the settings, in one message: names and reasons, never a value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly code = 'SETTINGS-INVALID';
  readonly problems: readonly SettingProblem[];

  constructor(problems: readonly SettingProblem[], deployed: boolean) {
    const lines = problems.map(({ name, reason }) => `  ${name}: ${reason}`);
    const isIncomplete = problems.some(({ reason }) => reason.startsWith('is missing'));
    super(
      `The settings cannot be used. Set these in the environment, in local.settings.json (Values) or as ` +
        `application settings, then start again:\n${lines.join('\n')}` +
        (isIncomplete && !deployed ? `\n${withoutTenant}` : ''),
    );
    this.problems = problems;
  }
}
