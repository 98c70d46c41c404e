import * as z from 'zod';
import { ownMember } from '../call/index.ts';
import type { JsonValue } from '../call/index.ts';
import { copiedSecret, disclosures } from './analysis/index.ts';
import { entryFindings } from './check-entry.ts';
import { checkLocale } from './check-prompts.ts';
import { checkTarget, unknownName } from './checked-flow.ts';
import type { CheckedFlow } from './checked-flow.ts';
import { pointerOf, problemAt, problemsFromZod } from './document/index.ts';
import type { PathStep } from './document/index.ts';
import {
  checkExpression,
  checkJsonTemplate,
  isAssignable,
  parseExpression,
  parseJsonTemplate,
  typeInWords,
} from './expressions/index.ts';
import { variablesOf } from './flow-document.ts';
import type { NodeChecker } from './node-kind.ts';
import { settledIssues } from './settled-issues.ts';

/** What a node kind may ask and say while a node of its at `path` is checked. */
export function checkerFor(flow: CheckedFlow, path: readonly PathStep[]): NodeChecker {
  const { document, positions, report, directory } = flow;
  const at = (pointer: readonly PathStep[]): string => pointerOf([...path, ...pointer]);
  return {
    isFirst: path.at(-1) === document.start,
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
    fits: (schema, value, pointer) => checkFit(flow, schema, value, [...path, ...pointer]),
    template(value, pointer) {
      checkTemplates(flow, value, at(pointer));
    },
    locale(expression, pointer) {
      checkLocale(flow, expression, [...path, ...pointer]);
    },
    expression(text, pointer, expects) {
      checkBareExpression(flow, text, at(pointer), expects);
    },
  };
}

function checkFit(
  { positions, unbound, report }: CheckedFlow,
  schema: z.ZodType,
  value: JsonValue,
  path: readonly PathStep[],
): void {
  const error = new z.ZodError([...settledIssues(schema, value)]);
  for (const problem of problemsFromZod(error, positions, schema, path))
    if (!unbound.has(problem.pointer)) report(problem);
}

function checkTemplates(flow: CheckedFlow, value: JsonValue, pointer: string): void {
  const parsed = parseJsonTemplate(value, pointer);
  const problems =
    parsed.kind === 'ok' ? checkJsonTemplate(parsed.template, flow.environment) : parsed.problems;
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
      ? checkExpression(parsed.expression, flow.environment)
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
