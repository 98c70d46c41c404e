import type { JsonValue } from '../call/index.ts';
import { fitsVariable, nearest, pointerBelow, problemAt, variablesOf } from '../flow/index.ts';
import type { FlowDocument, Problem } from '../flow/index.ts';
import type { Expectation, RunRule } from './expectation-schema.ts';
import { readFlowNames } from './flow-names.ts';
import type { FlowNames } from './flow-names.ts';
import type { LoadedScenario } from './load-scenarios.ts';
import type { Fault } from './fault-schema.ts';
import type { Step } from './step-schema.ts';

/** What a scenario says of a flow that the flow does not have: it could never come, or would always pass. */
interface Slip {
  /** Below the scenario. */
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly message: string;
  readonly suggestion?: string | undefined;
  /** An error where it is left out. */
  readonly severity?: 'warning';
}

/**
 * The names in a scenario that its flow and the flows entered from it do not have, each at its place. `flows` are their
 * documents, that of the called flow first. Of what depends on the values of a call only that is told which cannot be: words
 * with values in them are held against what stands around the values; URLs are not judged.
 *
 * Codes: `SCENARIO-UNKNOWN-NODE`, `SCENARIO-UNKNOWN-PROMPT`, `SCENARIO-UNKNOWN-TARGET`, `SCENARIO-UNKNOWN-EVENT` (a
 * warning where nobody waits for what is raised), `SCENARIO-UNKNOWN-VARIABLE`, `SCENARIO-WRONG-VALUE`.
 */
export function checkScenario(
  loaded: LoadedScenario,
  flows: readonly [FlowDocument, ...FlowDocument[]],
): readonly Problem[] {
  const { scenario, pointer, positions } = loaded;
  const names = readFlowNames(flows);
  const rules = (list: 'never' | 'always'): readonly Slip[] =>
    (scenario[list] ?? []).flatMap((rule, index) => ofExpectation(rule, [list, index], names));
  const slips = [
    ...ofVariables(scenario.variables ?? {}, flows[0]),
    ...scenario.steps.flatMap((step, index) => ofStep(step, ['steps', index], names)),
    ...rules('never'),
    ...rules('always'),
  ];
  return slips.map(({ path, ...finding }) =>
    problemAt(positions, { pointer: pointerBelow(pointer, ...path), at: 'value' }, finding),
  );
}

/** The problem of a scenario whose flow is none of those that there are. */
export function unknownFlow(
  { scenario, pointer, positions }: LoadedScenario,
  known: readonly string[],
): Problem {
  const message = `There is no flow with the id ${quoted(scenario.flow)}; there ${known.length === 1 ? 'is' : 'are'} ${known.join(', ') || 'none'}. Flows are sought beside the scenarios, or where --flows says.`;
  const suggestion = nearest(scenario.flow, known);
  const spot = { pointer: pointerBelow(pointer, 'flow'), at: 'value' } as const;
  return problemAt(positions, spot, { code: 'SCENARIO-UNKNOWN-FLOW', message, suggestion });
}

type Path = Slip['path'];

function ofStep(step: Step, path: Path, names: FlowNames): readonly Slip[] {
  if ('expect' in step) return ofExpectation(step.expect, [...path, 'expect'], names);
  if ('fault' in step) return ofFault(step.fault, [...path, 'fault'], names);
  if ('press' in step)
    return step.during === undefined ? [] : ofPrompt(step.during, [...path, 'during'], names);
  if (!('raise' in step) || names.waitedFor.has(step.raise)) return [];
  const message = `No wait of the flow waits for the event ${quoted(step.raise)}, so nothing will come of it.`;
  const suggestion = nearest(step.raise, names.waitedFor);
  return [
    { path: [...path, 'raise'], code: 'SCENARIO-UNKNOWN-EVENT', message, suggestion, severity: 'warning' },
  ];
}

function ofFault(fault: Fault, path: Path, names: FlowNames): readonly Slip[] {
  if ('transfer' in fault && fault.transfer !== true)
    return ofTarget(fault.transfer, [...path, 'transfer'], names);
  if ('invite' in fault && fault.invite !== true) return ofTarget(fault.invite, [...path, 'invite'], names);
  return [];
}

function ofExpectation(expected: Expectation | RunRule, path: Path, names: FlowNames): readonly Slip[] {
  const { node, prompt, transfer, event } = expected;
  if (prompt !== undefined) return ofPrompt(prompt, [...path, 'prompt'], names);
  if (transfer !== undefined) return ofTarget(transfer, [...path, 'transfer'], names);
  if (node !== undefined) return unlessKnown(node, names.nodes, { path: [...path, 'node'], ...unknown.node });
  if (event !== undefined)
    return unlessKnown(event, names.events, { path: [...path, 'event'], ...unknown.event });
  return [];
}

const ofTarget = (name: string, path: Path, { targets }: FlowNames): readonly Slip[] =>
  unlessKnown(name, targets, { path, ...unknown.target });

/** Where words with values could be meant, only what is nearly the name of a prompt is doubted. */
function ofPrompt(name: string, path: Path, { prompts, mayBePrompt }: FlowNames): readonly Slip[] {
  if (!mayBePrompt(name)) return unlessKnown(name, prompts, { path, ...unknown.prompt });
  const near = prompts.has(name) ? undefined : nearest(name, prompts);
  if (near === undefined) return [];
  const message = `The flow has no prompt ${quoted(name)}, unless one of its texts says so with the values of a call.`;
  return [{ path, code: unknown.prompt.code, message, suggestion: near, severity: 'warning' }];
}

function unlessKnown(
  name: string,
  known: ReadonlySet<string>,
  slip: Pick<Slip, 'path' | 'code'> & { readonly noun: string },
): readonly Slip[] {
  if (known.has(name)) return [];
  const { path, code, noun } = slip;
  const message = `The flow has no ${noun} ${quoted(name)}, and no flow that it enters has one.`;
  return [{ path, code, message, suggestion: nearest(name, known) }];
}

const unknown = {
  node: { code: 'SCENARIO-UNKNOWN-NODE', noun: 'node' },
  prompt: { code: 'SCENARIO-UNKNOWN-PROMPT', noun: 'prompt, audio file or text' },
  target: { code: 'SCENARIO-UNKNOWN-TARGET', noun: 'target' },
  event: { code: 'SCENARIO-UNKNOWN-EVENT', noun: 'milestone' },
} as const;

function ofVariables(given: Readonly<Record<string, JsonValue>>, flow: FlowDocument): readonly Slip[] {
  const declared = new Map(Object.entries(variablesOf(flow)));
  return Object.entries(given).flatMap(([name, value]): readonly Slip[] => {
    const variable = declared.get(name);
    const path = ['variables', name];
    if (variable === undefined) {
      const message = `The flow has no variable ${quoted(name)}.`;
      const suggestion = nearest(name, declared.keys());
      return [{ path, code: 'SCENARIO-UNKNOWN-VARIABLE', message, suggestion }];
    }
    if (fitsVariable(variable.type, value)) return [];
    const message = `The variable ${quoted(name)} is of the type ${variable.type}, and cannot hold this.`;
    return [{ path, code: 'SCENARIO-WRONG-VALUE', message }];
  });
}

const quoted = (name: string): string => JSON.stringify(name);
