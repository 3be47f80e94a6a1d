// `npm run test:host [-- --vscode 1.100.3] [-- --grep text]`: the host tests inside a real VS Code.
import { spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { judge, runInside } from './lib/insideVscode.mjs';
import { testOptions } from './lib/options.mjs';
import { root } from './lib/paths.mjs';
import { startServer } from './lib/server.mjs';
import { newestVersion } from './lib/vscodeHost.mjs';
import { writeTestWorkspace } from './lib/workspace.mjs';

const options = testOptions(process.argv.slice(2));
const version = options.version ?? newestVersion;
if (options.build) {
  const built = spawnSync(process.execPath, ['esbuild.js', '--tests'], { cwd: root, stdio: 'inherit' });
  if (built.status !== 0) process.exit(1);
}

const files = {
  report: path.join(root, 'out', `host-report-${version}.json`),
  log: path.join(root, 'out', `host-log-${version}.txt`),
};
const server = await startServer({
  version,
  automation: true,
  helpers: [path.join(root, 'test', 'fixtures', 'debugger')],
  env: { DECISION_NOTES_REPORT: files.report, ...(options.grep ? { DECISION_NOTES_GREP: options.grep } : {}) },
});
let code = 1;
try {
  const workspace = await writeTestWorkspace(path.join(server.home, 'workspace'));
  const address = server.open(workspace, [
    ['extensionDevelopmentPath', server.remote(root)],
    ['extensionTestsPath', server.remote(path.join(root, 'out', 'test', 'host', 'index.js'))],
  ]);
  code = await runInside(address, files, server.log);
  if (code !== 0) await printOwnLog(server.home);
} finally {
  await server.stop();
}
process.exit(judge(`VS Code ${version}, extension host`, code, files));

/**
 * Prints what the extension noted down as wrong.
 * @param {string} home
 */
async function printOwnLog(home) {
  for (const file of await readdir(home, { recursive: true })) {
    if (!/Decision Notes[^/]*\.log$/.test(file)) continue;
    const wrong = (await readFile(path.join(home, file), 'utf8'))
      .split('\n')
      .filter((line) => /\[(error|warning)\]/.test(line));
    console.error(`${file}\n${wrong.join('\n')}`);
  }
}
