/** The door of the expression language: parse and check when a flow is loaded, evaluate when it runs. */
export { checkExpression } from './check-expression.ts';
export type { CheckedExpression } from './check-expression.ts';
export { isDigits, parseNumber, passesLuhn } from './digits.ts';
export { evaluate } from './evaluate.ts';
export { expressionLimits, expressionProblemCodes } from './expression.ts';
export type {
  BinaryOperator,
  Expression,
  ExpressionNode,
  ExpressionProblem,
  ExpressionProblemCode,
  Parsed,
  SourceRange,
} from './expression.ts';
export { ExpressionFailure, expressionFailureCodes } from './failure.ts';
export type { ExpressionFailureCode } from './failure.ts';
export { functions } from './functions.ts';
export { checkJsonTemplate, parseJsonTemplate, placedExpressions, renderJson } from './json-template.ts';
export type {
  JsonTemplate,
  JsonTemplateProblem,
  ParsedJsonTemplate,
  PlacedExpression,
} from './json-template.ts';
export { parseExpression } from './parse-expression.ts';
export { compilePattern } from './pattern.ts';
export { references, referencesOfAll } from './references.ts';
export type { References } from './references.ts';
export { percentEncoded, renderText } from './render-text.ts';
export type { RenderMode } from './render-text.ts';
export type { Scope } from './scope.ts';
export { checkTemplate, parseTemplate, templateExpressions } from './template.ts';
export type { Template, TemplatePart } from './template.ts';
export { isAssignable, reservedNames, typeInWords } from './types.ts';
export type { ExpressionEnvironment, ExpressionType, VariableType } from './types.ts';
