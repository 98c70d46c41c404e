import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface PageAsset {
  readonly contentType: string;
  readonly body: Buffer;
}

const files = [
  { path: '/', file: 'index.html', contentType: 'text/html; charset=utf-8' },
  { path: '/console/page.css', file: 'page.css', contentType: 'text/css; charset=utf-8' },
  { path: '/console/page.js', file: 'page.js', contentType: 'text/javascript; charset=utf-8' },
] as const;

/** The built page's files by their path, read once from `folder` (the build's `dist/console`). */
export function readPageAssets(folder: string): ReadonlyMap<string, PageAsset> {
  return new Map(
    files.map(({ path, file, contentType }) => [
      path,
      { contentType, body: readFileSync(join(folder, file)) },
    ]),
  );
}
