/** The tables of parameters and outputs in infra/README.md, as the templates have them. */
import { declaredAll, valueOf } from '../../support/bicep/index.ts';
import type { BicepFile, Declaration } from '../../support/bicep/index.ts';

/** In a cell a bar ends it. */
const cell = (text: string): string => text.replaceAll('|', '\\|');

/** What stands after `=`, on one line; what is left out is required, or null where it may be. */
function usual(declaration: Declaration): string {
  const value = valueOf(declaration);
  if (value !== null) return `\`${value.replace(/\s+/g, ' ').trim()}\``;
  return declaration.text.endsWith('?') ? '`null`' : 'required';
}

export const parameterRows = (file: BicepFile): readonly (readonly string[])[] =>
  declaredAll(file, 'param').map((each) => [
    `\`${each.name}\``,
    cell(each.description ?? ''),
    cell(usual(each)),
  ]);

export const outputRows = (file: BicepFile): readonly (readonly string[])[] =>
  declaredAll(file, 'output').map((each) => [`\`${each.name}\``, cell(each.description ?? '')]);
