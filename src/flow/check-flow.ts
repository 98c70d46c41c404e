import { ownMember } from '../call/index.ts';
import type { JsonValue } from '../call/index.ts';
import { copiedSecret, disclosures } from './analysis/index.ts';
import { mostProblems, nearest, pointerOf, problemAt } from './document/index.ts';
import type { PathStep, Positions, Problem } from './document/index.ts';
import { checkCatalogue, checkLocale, checkPlayItem } from './check-prompts.ts';
import type { PromptCheck } from './check-prompts.ts';
import { scheduleFindings } from './check-schedules.ts';
import type { ScheduleChecks } from './check-schedules.ts';
import { entryFindings } from './check-entry.ts';
import type { FlowDirectory } from './flow-signature.ts';
import { bindNodes } from './compiled-flow.ts';
import {
  checkExpression,
  checkJsonTemplate,
  isAssignable,
  parseExpression,
  parseJsonTemplate,
  typeInWords,
} from './expressions/index.ts';
import type { ExpressionEnvironment } from './expressions/index.ts';
import { variablesOf } from './flow-document.ts';
import type { FlowDocument } from './flow-document.ts';
import type { BoundNode, NodeChecker } from './node-kind.ts';
import type { Play } from './play-item.ts';
import { wrongId } from './target.ts';
import type { WrittenTarget } from './target.ts';

interface CheckedFlow {
  readonly document: FlowDocument;
  readonly positions: Positions;
  readonly timeZones: ScheduleChecks['timeZones'];
  readonly directory: FlowDirectory | undefined;
  readonly report: (problem: Problem) => void;
  /** Whether there are problems enough: more are not reported, and need not be looked for. */
  readonly isFull: () => boolean;
}

/** What a check may know besides the document. */
export interface FlowChecks extends ScheduleChecks {
  /** The flows beside this one; left out: what it enters is not looked at. */
  readonly flows?: FlowDirectory | undefined;
}

/** What is wrong (at most `mostProblems`) with a document whose form is right: names that do not exist, expressions that cannot be. */
export function checkFlow(
  document: FlowDocument,
  positions: Positions,
  checks: FlowChecks = {},
): readonly Problem[] {
  const problems: Problem[] = [];
  const flow: CheckedFlow = {
    document,
    positions,
    timeZones: checks.timeZones,
    directory: checks.flows,
    report: (problem) => {
      if (!flow.isFull()) problems.push(problem);
    },
    isFull: () => problems.length >= mostProblems,
  };
  checkNode(flow, document.start, ['start']);
  for (const [handler, to] of Object.entries(document.on)) {
    if (typeof to === 'string') checkNode(flow, to, ['on', handler]);
  }
  for (const [key, to] of Object.entries(document.on.keys ?? {})) checkNode(flow, to, ['on', 'keys', key]);
  for (const [name, target] of Object.entries(document.targets)) checkTarget(flow, target, ['targets', name]);
  checkCatalogue(promptCheck(flow));
  for (const { finding, ...spot } of scheduleFindings(document, checks)) {
    flow.report(problemAt(positions, spot, finding));
  }
  for (const [name, node] of bindNodes(document)) {
    if (flow.isFull()) break;
    checkBoundNode(flow, node, ['nodes', name]);
  }
  return problems;
}

function checkBoundNode(flow: CheckedFlow, node: BoundNode, path: readonly PathStep[]): void {
  for (const edge of node.edges) checkNode(flow, edge.to, [...path, ...edge.pointer]);
  for (const { play, pointer } of node.plays) checkPlay(flow, play, [...path, ...pointer]);
  node.check(checkerFor(flow, path));
}

function checkTarget(flow: CheckedFlow, target: WrittenTarget, path: readonly PathStep[]): void {
  const wrong = wrongId(target);
  if (wrong === null) return;
  const spot = { pointer: pointerOf([...path, wrong.member]), at: 'value' as const };
  flow.report(problemAt(flow.positions, spot, { code: 'FLOW-WRONG-FORMAT', message: wrong.message }));
}

function checkNode(flow: CheckedFlow, name: string, path: readonly PathStep[]): void {
  if (Object.hasOwn(flow.document.nodes, name)) return;
  unknownName(flow, 'FLOW-UNKNOWN-NODE', 'node', name, Object.keys(flow.document.nodes), path);
}

function promptCheck({ document, positions, report, timeZones }: CheckedFlow): PromptCheck {
  return { document, positions, report, timeZones, environment: environmentOf(document) };
}

function checkPlay(flow: CheckedFlow, play: Play, path: readonly PathStep[]): void {
  const { prompts } = flow.document;
  for (const [index, item] of play.entries()) {
    if (typeof item !== 'string') {
      checkPlayItem(promptCheck(flow), item, [...path, index]);
      continue;
    }
    if (Object.hasOwn(prompts, item)) continue;
    const hint = /\s/.test(item) ? ' To have words spoken, write { "tts": "…" }.' : '';
    unknownName(flow, 'FLOW-UNKNOWN-PROMPT', 'prompt', item, Object.keys(prompts), [...path, index], hint);
  }
}

function checkerFor(flow: CheckedFlow, path: readonly PathStep[]): NodeChecker {
  const { document, positions, report, directory } = flow;
  const at = (pointer: readonly PathStep[]): string => pointerOf([...path, ...pointer]);
  return {
    problem(code, pointer, message) {
      report(problemAt(positions, { pointer: at(pointer), at: 'value' }, { code, message }));
    },
    warning(code, pointer, message) {
      const finding = { code, message, severity: 'warning' as const };
      report(problemAt(positions, { pointer: at(pointer) }, finding));
    },
    remark(code, pointer, message) {
      const finding = { code, message, severity: 'remark' as const };
      report(problemAt(positions, { pointer: at(pointer) }, finding));
    },
    variable(name, pointer) {
      const declared = ownMember(variablesOf(document), name);
      if (declared !== undefined) return declared.type;
      const known = Object.keys(variablesOf(document));
      unknownName(flow, 'FLOW-UNKNOWN-VARIABLE', 'variable', name, known, [...path, ...pointer]);
      return null;
    },
    target(reference, pointer) {
      if (typeof reference !== 'string') {
        checkTarget(flow, reference, [...path, ...pointer]);
        return reference;
      }
      const declared = ownMember(document.targets, reference);
      if (declared !== undefined) return declared;
      const known = Object.keys(document.targets);
      unknownName(flow, 'FLOW-UNKNOWN-TARGET', 'target', reference, known, [...path, ...pointer]);
      return null;
    },
    isSensitive: (variable) => ownMember(variablesOf(document), variable)?.sensitive === true,
    copies(expression, into, pointer) {
      const finding = copiedSecret(variablesOf(document), expression, into);
      if (finding !== null) report(problemAt(positions, { pointer: at(pointer), at: 'value' }, finding));
    },
    discloses(where, value, pointer) {
      for (const spot of disclosures(variablesOf(document), where, value, at(pointer))) {
        report(problemAt(positions, spot, spot.finding));
      }
    },
    returned(name, pointer) {
      const declared = ownMember(document.returns, name);
      if (declared !== undefined) return { values: declared };
      unknownName(flow, 'FLOW-UNKNOWN-RETURN', 'return', name, Object.keys(document.returns), [
        ...path,
        ...pointer,
      ]);
      return null;
    },
    returnedValue(declared, name, pointer) {
      const value = ownMember(declared.values, name);
      if (value !== undefined) return value.type;
      const known = Object.keys(declared.values);
      unknownName(flow, 'FLOW-UNKNOWN-RETURN-VALUE', 'value', name, known, [...path, ...pointer]);
      return null;
    },
    entered(entry) {
      if (directory === undefined) return null;
      for (const { pointer, finding } of entryFindings(directory, document.id, entry)) {
        report(problemAt(positions, { pointer: at(pointer) }, finding));
      }
      return directory.find(entry.flow);
    },
    template(value, pointer) {
      checkTemplates(flow, value, at(pointer));
    },
    locale(expression, pointer) {
      checkLocale(promptCheck(flow), expression, [...path, ...pointer]);
    },
    expression(text, pointer, expects) {
      checkBareExpression(flow, text, at(pointer), expects);
    },
  };
}

function checkTemplates(flow: CheckedFlow, value: JsonValue, pointer: string): void {
  const parsed = parseJsonTemplate(value, pointer);
  const problems =
    parsed.kind === 'ok' ? checkJsonTemplate(parsed.template, environmentOf(flow.document)) : parsed.problems;
  for (const { code, message, start, end, suggestion, pointer: place } of problems) {
    const spot = { pointer: place, at: { start, end } };
    flow.report(problemAt(flow.positions, spot, { code, message, suggestion }));
  }
}

function checkBareExpression(
  flow: CheckedFlow,
  text: string,
  pointer: string,
  expects: Parameters<NodeChecker['expression']>[2],
): void {
  const parsed = parseExpression(text);
  const checked =
    parsed.kind === 'ok'
      ? checkExpression(parsed.expression, environmentOf(flow.document))
      : { problems: parsed.problems, type: null };
  for (const { code, message, start, end, suggestion } of checked.problems) {
    flow.report(problemAt(flow.positions, { pointer, at: { start, end } }, { code, message, suggestion }));
  }
  if (expects === null || checked.type === null || checked.problems.length > 0) return;
  if (isAssignable(checked.type, expects)) return;
  const message = `This expression gives ${typeInWords(checked.type)}, but ${wantedInWords[expects]} is needed here.`;
  flow.report(
    problemAt(flow.positions, { pointer, at: 'value' }, { code: 'EXPRESSION-WRONG-TYPE', message }),
  );
}

const wantedInWords = {
  string: 'a text',
  digits: 'a text of digits',
  number: 'a number',
  boolean: 'true or false',
  json: 'a JSON value',
} as const;

function environmentOf(document: FlowDocument): ExpressionEnvironment {
  const types = Object.entries(variablesOf(document)).map(([name, { type }]) => [name, type] as const);
  return { variables: new Map(types), schedules: new Set(Object.keys(document.schedules)), errorPath: true };
}

function unknownName(
  flow: CheckedFlow,
  code: string,
  noun: string,
  name: string,
  known: readonly string[],
  path: readonly PathStep[],
  hint = '',
): void {
  if (flow.isFull()) return;
  const suggestion = nearest(name, known);
  const message = `There is no ${noun} "${name}" in this flow.${hint}`;
  flow.report(
    problemAt(flow.positions, { pointer: pointerOf(path), at: 'value' }, { code, message, suggestion }),
  );
}
