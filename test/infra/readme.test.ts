/** The page about the templates says what they have: parameters, outputs, roles, files. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sectionsOf, tableOf } from '../house/reference/pages.ts';
import { declared, membersOf, readBicep, valueOf } from '../support/bicep/index.ts';
import { read, root } from '../support/repository.ts';
import { outputRows, parameterRows } from './support/parameter-table.ts';
import { main } from './support/templates.ts';

const page = read('infra/README.md');

/** The rows of the table under a heading, whose first column has this name. */
function rowsUnder(heading: string, first: string): readonly (readonly string[])[] {
  const section = sectionsOf(page).find((one) => one.heading === heading);
  const rows = section === undefined ? null : tableOf(section, first);
  return rows?.map(({ cells }) => cells) ?? [];
}

test('its parameters are those of main.bicep, with their descriptions and defaults, in that order', () => {
  expect(rowsUnder('Parameters', 'parameter').length).toBeGreaterThan(25);
  expect(rowsUnder('Parameters', 'parameter')).toEqual(parameterRows(main));
});

test('its outputs are those of main.bicep', () => {
  expect(rowsUnder('Outputs', 'output').length).toBeGreaterThan(5);
  expect(rowsUnder('Outputs', 'output')).toEqual(outputRows(main));
});

test('its roles are those that are assigned', () => {
  const ids = readBicep('infra/modules/roles.bicep');
  const names = [...membersOf(valueOf(declared(ids, 'var', 'roleIds')) ?? '').keys()];
  const named = rowsUnder('Roles', 'role').map(([role = '']) =>
    role.replaceAll(' ', '').replace(/^./, (first) => first.toLowerCase()),
  );
  expect([...new Set(named)].sort()).toEqual([...names].sort());
});

test('the files and folders that it names exist', () => {
  const files = [...page.matchAll(/^- ((?:`[^`]+`(?:, )?)+)/gm)].flatMap(([, list = '']) =>
    [...list.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
  );
  expect(files.length).toBeGreaterThan(4);
  for (const file of files) expect([file, existsSync(join(root, 'infra', file))]).toEqual([file, true]);
});
