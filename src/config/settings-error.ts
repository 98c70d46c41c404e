/** One setting that is missing or wrong. `reason` never holds the value. */
export interface SettingProblem {
  readonly name: string;
  readonly reason: string;
}

/** Everything that is wrong with the settings, in one message: names and reasons, never a value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly code = 'SETTINGS-INVALID';
  readonly problems: readonly SettingProblem[];

  /** `wayOut`: what may be done instead of setting them. */
  constructor(problems: readonly SettingProblem[], wayOut = '') {
    const lines = problems.map(({ name, reason }) => `  ${name}: ${reason}`);
    super(
      `The settings cannot be used. Set these in the environment, in local.settings.json (Values) or as ` +
        `application settings, then start again:\n${lines.join('\n')}${wayOut === '' ? '' : `\n${wayOut}`}`,
    );
    this.problems = problems;
  }
}
