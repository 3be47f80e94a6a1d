import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

/**
 * Copies the extension as a browser would have it: with its web entry alone. The tests of the web host go into `tests/`.
 * @param {string} folder emptied first
 */
export function stageWebExtension(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, 'dist'), { recursive: true });
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  delete manifest.main;
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  for (const name of ['package.nls.json', 'package.nls.de.json', 'l10n', 'media']) {
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  }
  cpSync(path.join(root, 'dist', 'extension.web.js'), path.join(folder, 'dist', 'extension.web.js'));
  cpSync(path.join(root, 'out', 'test', 'web'), path.join(folder, 'tests'), { recursive: true });
}
