import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { writeSample } from './sample.mjs';

/**
 * Makes the workspace of the host tests: two folders, so that the extension host need not restart for a test of two.
 * `repo` is the sample repository, `plain` lies outside any repository.
 * @param {string} folder
 * @returns {Promise<string>} the `.code-workspace` file
 */
export async function writeTestWorkspace(folder) {
  await writeSample(path.join(folder, 'repo'));
  await mkdir(path.join(folder, 'plain'), { recursive: true });
  await writeFile(path.join(folder, 'plain', 'hello.ts'), 'export function hello(): string {\n  return "hello";\n}\n');
  const file = path.join(folder, 'test.code-workspace');
  await writeFile(file, JSON.stringify({ folders: [{ path: 'repo' }, { path: 'plain' }] }, null, 2));
  return file;
}
