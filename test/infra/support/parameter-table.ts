/** The tables of parameters and outputs in infra/README.md, as the templates have them. */
import { declaredAll } from './bicep.ts';
import type { BicepFile, Declaration } from './bicep.ts';

/** In a cell a bar ends it. */
const cell = (text: string): string => text.replaceAll('|', '\\|');

/** What stands after `=`, on one line; what is left out is required, or null where it may be. */
function usual({ text }: Declaration): string {
  const [, value] = /=\s*([\s\S]*)$/.exec(text) ?? [];
  if (value !== undefined) return `\`${value.replace(/\s+/g, ' ').trim()}\``;
  return /\?\s*$/.test(text) ? '`null`' : 'required';
}

export const parameterRows = (file: BicepFile): readonly (readonly string[])[] =>
  declaredAll(file, 'param').map((each) => [
    `\`${each.name}\``,
    cell(each.description ?? ''),
    cell(usual(each)),
  ]);

export const outputRows = (file: BicepFile): readonly (readonly string[])[] =>
  declaredAll(file, 'output').map((each) => [`\`${each.name}\``, cell(each.description ?? '')]);
