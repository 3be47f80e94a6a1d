import path from 'node:path';
import { root } from './paths.mjs';
import { run } from './run.mjs';

/**
 * Builds the extension for shipping and packs it, as `npx vsce package` does.
 * @param {string} folder to write into
 * @returns {Promise<string>} the .vsix
 */
export async function packExtension(folder) {
  const file = path.join(folder, 'decision-notes.vsix');
  const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  await run(process.execPath, [vsce, 'package', '--out', file], { cwd: root });
  return file;
}
