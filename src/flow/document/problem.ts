import type { Place, PositionOf, Positions } from './positions.ts';

/** A remark is worth knowing; nobody has to change anything because of it, also not in a strict check. */
export type Severity = 'error' | 'warning' | 'remark';

/** As many problems of a file as anybody mends before trying again; working out thousands would take minutes. */
export const mostProblems = 100;

/**
 * Something wrong with a file, at a place. Lines and columns count from 1; a column is a UTF-16 code unit, as
 * editors count. `pointer` is the JSON pointer of the member at fault, also where that member is missing.
 */
export interface Problem {
  /** Stable, upper-kebab, documented. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** How many code units are underlined; 1 where it is only a point. */
  readonly length: number;
  readonly pointer: string;
  /** What to write instead. */
  readonly suggestion?: string;
}

/** What is said of a place, before the place is known. */
export interface Finding {
  readonly code: string;
  readonly message: string;
  readonly severity?: Severity;
  readonly suggestion?: string | undefined;
}

/** Where in a document a finding belongs. */
export interface Spot {
  readonly pointer: string;
  /** The member's key (default), its value, or a stretch of its string value in code units of that string. */
  readonly at?: PositionOf | { readonly start: number; readonly end: number };
}

/** The problem for a finding at a spot of a document; severity is `error` unless the finding says otherwise. */
export function problemAt(positions: Positions, spot: Spot, finding: Finding): Problem {
  const at = spot.at ?? 'key';
  const place =
    typeof at === 'string'
      ? positions.of(spot.pointer, at)
      : positions.within(spot.pointer, at.start, at.end);
  return problemFrom(positions.file, place, spot.pointer, finding);
}

/** The problem for a finding at a known place. */
export function problemFrom(file: string, place: Place, pointer: string, finding: Finding): Problem {
  const { code, message, severity = 'error', suggestion } = finding;
  const { line, column, length } = place;
  const problem = { code, severity, message, file, line, column, length: Math.max(1, length), pointer };
  return suggestion === undefined ? problem : { ...problem, suggestion };
}

/** Orders problems by file, line, column, then code and message: the same list every time. */
export function compareProblems(left: Problem, right: Problem): number {
  return (
    compareText(left.file, right.file) ||
    left.line - right.line ||
    left.column - right.column ||
    compareText(left.code, right.code) ||
    compareText(left.message, right.message)
  );
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
