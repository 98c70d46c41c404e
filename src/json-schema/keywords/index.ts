import type { Keyword } from '../keyword.ts';
import { applicators } from './applicators.ts';
import { lists } from './lists.ts';
import { objects } from './objects.ts';
import { texts } from './texts.ts';
import { values } from './values.ts';

/** Keywords that say something to people, and judge nothing. */
const annotations = [
  '$comment',
  'title',
  'description',
  'default',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
];

const nothing: Keyword = () => null;

export const keywords: ReadonlyMap<string, Keyword> = new Map<string, Keyword>([
  ...annotations.map((name): [string, Keyword] => [name, nothing]),
  ...Object.entries({ ...values, ...texts, ...lists, ...objects, ...applicators }),
]);

/** Keywords whose schemas judge the value itself, not a part of it. */
export const appliesInPlace: ReadonlySet<string> = new Set([
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'dependentSchemas',
]);
