import type { ExpressionNode, ExpressionProblem, SourceRange } from './expression.ts';
import type { ExpressionEnvironment, ExpressionType } from './types.ts';

/** What the parts of the checker need of one another. */
export interface TypeChecker {
  readonly source: string;
  readonly environment: ExpressionEnvironment;
  /** The type of a part; reports its problems. To be asked once for each part. */
  typeOf(node: ExpressionNode): ExpressionType;
  /** `typeOf`, and a problem unless it is one of the wanted types, or may be when the flow runs. */
  need(node: ExpressionNode, wanted: readonly ExpressionType['kind'][], by: string): ExpressionType;
  report(code: ExpressionProblem['code'], message: string, place: SourceRange, suggestion?: string): void;
}
