import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { renderProblem } from '../../flow/index.ts';
import { loadScenarios } from '../../scenario/index.ts';
import { CliError } from '../cli-error.ts';
import type { WrittenScenario } from './session-scenario.ts';

/** A file of scenarios to which one is added. What stands in it stays as it is written. */
export class ScenarioFile {
  readonly #path: string;
  /** How it was named. */
  readonly #name: string;

  constructor(path: string, name: string) {
    this.#path = path;
    this.#name = name;
  }

  /**
   * Throws what adding a scenario of this name would throw: somebody who has made a call does not want to hear it then.
   * @throws CliError where the file is there and is none of scenarios, or has a scenario of this name.
   */
  check(scenario: string): void {
    const text = this.#text();
    if (text !== null && this.#names(text).includes(scenario)) throw this.#taken(scenario);
  }

  /** A name that the file does not have yet: the wanted one, or that with a number. */
  freeName(wanted: string): string {
    const text = this.#text();
    const names = text === null ? [] : this.#names(text);
    let name = wanted;
    for (let number = 2; names.includes(name); number += 1) name = `${wanted} (${number})`;
    return name;
  }

  /** @throws CliError as `check` does, and where the file cannot be written. */
  add(scenario: WrittenScenario): void {
    this.check(scenario.scenario);
    const text = this.#text();
    const before = text === null ? '' : listBefore(text);
    const separator = before === '' || before.endsWith('[') ? '' : ',';
    const written = `${before === '' ? '[' : before}${separator}\n${scenarioText(scenario)}\n]\n`;
    try {
      writeFileSync(this.#path, written);
    } catch (cause) {
      throw new CliError('CLI-USAGE', `${this.#name} cannot be written. Does its folder exist?`, cause);
    }
  }

  /** Null: there is no such file yet, or it is empty. */
  #text(): string | null {
    if (!existsSync(this.#path)) return null;
    try {
      const text = readFileSync(this.#path, 'utf8');
      return text.trim() === '' ? null : text;
    } catch (cause) {
      throw new CliError('CLI-USAGE', `${this.#name} cannot be read, so nothing can be added to it.`, cause);
    }
  }

  #names(text: string): readonly string[] {
    const loaded = loadScenarios(text, { file: this.#name });
    if (loaded.kind === 'ok') return loaded.scenarios.map(({ scenario }) => scenario.scenario);
    const rendered = loaded.problems.map((problem) => renderProblem(problem, text)).join('\n');
    throw new CliError(
      'CLI-USAGE',
      `${this.#name} is no file of scenarios, so nothing can be added to it.\n${rendered}`,
    );
  }

  #taken(scenario: string): CliError {
    const message = `${this.#name} has a scenario "${scenario}" already. Give another --name.`;
    return new CliError('CLI-USAGE', message);
  }
}

/** A list without its last bracket. */
const listBefore = (text: string): string => text.trimEnd().replace(/\s*\]$/, '');

/** Each member on a line, of lists each item: so a scenario is read like a script. */
export function scenarioText(scenario: WrittenScenario): string {
  const members = Object.entries(scenario).map(([name, value]) => {
    const written =
      Array.isArray(value) && value.length > 0
        ? `[\n${value.map((item) => `      ${inline(item)}`).join(',\n')}\n    ]`
        : inline(value);
    return `    ${JSON.stringify(name)}: ${written}`;
  });
  return `  {\n${members.join(',\n')}\n  }`;
}

/** `{ "press": "2", "after": "1s" }` */
function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}: ${inline(each)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
