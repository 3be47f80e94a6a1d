// `npm run test:ui [-- part-of-file-name…] [-- --grep text] [-- --vscode 1.100.3]`: drives a real VS Code in a browser.
import { spawnSync } from 'node:child_process';
import { testOptions } from './lib/options.mjs';
import { root } from './lib/paths.mjs';
import { runAttached } from './lib/run.mjs';

const options = testOptions(process.argv.slice(2));
if (options.build) {
  const built = spawnSync(process.execPath, ['esbuild.js', '--tests'], { cwd: root, stdio: 'inherit' });
  if (built.status !== 0) process.exit(1);
}
const mocha = ['node_modules/mocha/bin/mocha.js', '--require', 'out/test/ui/support/hooks.mjs', '--reporter', 'spec'];
mocha.push('--timeout', '120000', '--exit');
if (options.grep) mocha.push('--grep', options.grep);
const names = options.files.length > 0 ? options.files : [''];
mocha.push(...names.map((name) => `out/test/ui/**/*${name}*.test.mjs`));
const env = { ...process.env, ...(options.version ? { DECISION_NOTES_VSCODE: options.version } : {}) };
process.exit(await runAttached(process.execPath, mocha, { cwd: root, env }));
