/** Every link of every page leads to a file that is there, and to one heading of it. */
import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { filesBelow, read, root } from '../support/repository.ts';
import { anchorOf, sectionsOf } from './reference/pages.ts';

const pages = [...filesBelow('docs', '.md'), 'README.md', 'CONTRIBUTING.md', 'infra/README.md'];

const linksOf = (page: string): readonly string[] =>
  [...read(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = '']) => link);

test.each(pages)('the links of %s lead to files and headings that exist', (page) => {
  for (const link of linksOf(page)) {
    const [file = '', anchor] = link.split('#');
    const path = file === '' ? page : normalize(join(dirname(page), file));
    expect([link, existsSync(join(root, path))]).toEqual([link, true]);
    if (anchor === undefined) continue;
    const anchors = sectionsOf(read(path)).map(({ heading }) => anchorOf(heading));
    expect([link, anchors.filter((one) => one === anchor)]).toEqual([link, [anchor]]);
  }
});

test('links are found', () => {
  expect(pages.flatMap(linksOf).length).toBeGreaterThan(200);
});
