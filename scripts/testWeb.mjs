// `npm run test:web [-- --vscode 1.100.3] [-- --grep text]`: the tests of core, and those of the extension in a browser,
// inside VS Code's web extension host, where there is neither Node nor git.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { judge, runInside } from './lib/insideVscode.mjs';
import { testOptions } from './lib/options.mjs';
import { root } from './lib/paths.mjs';
import { writeSample } from './lib/sample.mjs';
import { startServer } from './lib/server.mjs';
import { newestVersion } from './lib/vscodeHost.mjs';
import { stageWebExtension } from './lib/webExtension.mjs';

const options = testOptions(process.argv.slice(2));
const version = options.version ?? newestVersion;
if (options.build) {
  const built = spawnSync(process.execPath, ['esbuild.js', '--tests'], { cwd: root, stdio: 'inherit' });
  if (built.status !== 0) process.exit(1);
}

const extension = path.join(root, 'out', `web-extension-${version}`);
stageWebExtension(extension);
writeFileSync(path.join(extension, 'run.json'), JSON.stringify({ grep: options.grep }));
// The tests know no path but the extension's own: what they have to say is written there.
const files = { report: path.join(extension, 'report.json'), log: path.join(root, 'out', `web-log-${version}.txt`) };
const server = await startServer({ version, automation: true });
let code = 1;
try {
  const folder = path.join(server.home, 'workspace', 'repo');
  await writeSample(folder);
  const address = server.open(folder, [
    ['extensionDevelopmentPath', server.remote(extension)],
    ['extensionDevelopmentKind', 'web'],
    ['extensionTestsPath', server.remote(path.join(extension, 'tests', 'index.js'))],
  ]);
  code = await runInside(address, files, server.log);
} finally {
  await server.stop();
}
process.exit(judge(`VS Code ${version}, web extension host`, code, files, options.grep !== undefined));
