/**
 * The licences of bundled packages, from the ids of the modules that went into a bundle. Every package has its own
 * licence text here; one that carries none has the standard text of the licence that it names, and it is said that
 * this is so. Where neither can be had, there are no notices and so no build.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const standardTexts = join(import.meta.dirname, 'licence-texts');

/** What a licence asks to be passed on: its text, and notices beside it. */
const licenceFile = /^(licen[cs]e|copying|notice|third-?party-?(notices?|licen[cs]es?))([.-][\w.-]*)?$/i;
const isText = (name) => !/\.(c|m)?(js|ts|json)$/i.test(name);

/** The bundler puts a few functions of its own into what it makes. */
const bundlerModule = /^\0rolldown\//;

/** The folder in `node_modules` that a module belongs to; undefined for our own. */
function packageFolder(moduleId, root) {
  if (bundlerModule.test(moduleId)) return join(root, 'node_modules/rolldown');
  return /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(moduleId.replaceAll('\\', '/'))?.[1];
}

const named = ({ name, version, license }) => `${name} ${version} (${license})`;
const authorOf = ({ author }) => (typeof author === 'object' ? author.name : author);

/** The text of a licence that stands in a README below a heading, as older packages have it. */
function textInReadme(folder) {
  const readme = join(folder, 'README.md');
  const section = existsSync(readme)
    ? /^(?:#+ *licen[cs]e.*|licen[cs]e\n-+)\n([\s\S]*)/im.exec(readFileSync(readme, 'utf8'))?.[1]
    : undefined;
  return section !== undefined && /permission is hereby granted/i.test(section) ? section : undefined;
}

/** For a package that carries no text of its licence. */
function standardText(manifest) {
  const file = join(standardTexts, `${manifest.license}.txt`);
  const author = authorOf(manifest);
  if (author === undefined || !existsSync(file)) return undefined;
  return [
    `This package carries no text of its licence. Its package.json names ${manifest.license} and, as its author,`,
    `${author}, who has the copyright. The standard text of that licence is:\n`,
    readFileSync(file, 'utf8'),
  ].join('\n');
}

/** The section of one package, or what it lacks. */
function sectionOf(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder)
    .filter((name) => licenceFile.test(name) && isText(name))
    .sort();
  const own = files.map((name) => readFileSync(join(folder, name), 'utf8'));
  const texts = own.length > 0 ? own : [textInReadme(folder) ?? standardText(manifest)];
  if (texts.includes(undefined)) return { lacking: named(manifest) };
  const text = texts.map((each) => each.replaceAll('\r\n', '\n').trim()).join('\n\n');
  return { section: `${named(manifest)}\n\n${text}\n` };
}

/**
 * One section for each package of these modules, in order.
 * @throws where a package has no licence that could be passed on.
 */
export function noticesOf(moduleIds, root) {
  const folders = moduleIds.map((id) => packageFolder(id, root)).filter((folder) => folder !== undefined);
  const found = [...new Set(folders)].map(sectionOf);
  const lacking = found.flatMap((each) => each.lacking ?? []);
  if (lacking.length > 0)
    throw new Error(
      `${lacking.join(', ')}: bundled, but without a text of the licence. Look for it at the package's source, ` +
        'and put the standard text into scripts/licence-texts, or leave the package out.',
    );
  return [...new Set(found.map(({ section }) => section))].sort().join(`\n${'-'.repeat(80)}\n\n`);
}
