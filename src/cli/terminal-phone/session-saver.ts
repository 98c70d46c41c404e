import { resolve } from 'node:path';
import type { Scenario } from '../../scenario/index.ts';
import type { CommandContext } from '../command.ts';
import type { PhoneSession } from './phone-session.ts';
import { ScenarioFile, scenarioText } from './save-scenario.ts';
import type { ScreenPhoneOptions } from './screen-phone.ts';
import { scenarioOf } from './session-scenario.ts';
import type { WrittenScenario } from './session-scenario.ts';
import type { SimulateOptions } from './simulate-options.ts';

/** Writes calls down as scenarios: at their end, where that was asked for, and whenever the person wants it. */
export class SessionSaver {
  readonly #opening: Scenario;
  readonly #options: Pick<SimulateOptions, 'save' | 'name'>;
  readonly #context: Pick<CommandContext, 'print' | 'note' | 'workingFolder'>;
  /** How much of the call stands in the file of `--save`. */
  #saved = 0;

  /** @throws CliError where nothing can be added to the file, or it has a scenario of the given name. */
  constructor(
    opening: Scenario,
    options: Pick<SimulateOptions, 'save' | 'name'>,
    context: Pick<CommandContext, 'print' | 'note' | 'workingFolder'>,
  ) {
    this.#opening = opening;
    this.#options = options;
    this.#context = context;
    const { save, name } = options;
    if (save === null) return;
    const file = new ScenarioFile(save.path, save.name);
    if (name === undefined) file.freeName('');
    else file.check(name);
  }

  /** Adds the call to the file of `--save`, unless all of it stands there. */
  saveAtEnd(session: PhoneSession): void {
    const { save } = this.#options;
    if (save === null || this.#saved === session.happenings.length) return;
    const scenario = this.#scenario(session, new ScenarioFile(save.path, save.name));
    try {
      this.#add(scenario, save.path, save.name);
    } catch (error) {
      // The call is not to be lost with it.
      this.#context.print(scenarioText(scenario));
      throw error;
    }
    this.#context.note(`saved as "${scenario.scenario}" in ${save.name}`);
  }

  /** How a screen saves: where to, and what it shows of it. */
  onScreen(session: PhoneSession, flow: string): ScreenPhoneOptions['save'] {
    const { save } = this.#options;
    return {
      usualFile: save?.name ?? `${flow}.scenarios.json`,
      asks: save === null,
      to: (name) => {
        const path = save?.name === name ? save.path : resolve(this.#context.workingFolder, name);
        try {
          const scenario = this.#scenario(session, new ScenarioFile(path, name));
          this.#add(scenario, path, name);
          if (save?.path === path) this.#saved = session.happenings.length;
          return `saved as "${scenario.scenario}" in ${name}`;
        } catch (error) {
          return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
        }
      },
    };
  }

  #add(scenario: WrittenScenario, path: string, name: string): void {
    new ScenarioFile(path, name).add(scenario);
  }

  /** Under a name that the file does not have yet. */
  #scenario({ happenings, unmocked, now: until }: PhoneSession, file: ScenarioFile): WrittenScenario {
    const scenario = file.freeName(this.#opening.scenario);
    return scenarioOf({ opening: { ...this.#opening, scenario }, happenings, unmocked, until });
  }
}
