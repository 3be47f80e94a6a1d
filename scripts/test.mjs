// `npm test`: everything. Builds once, runs each suite to its end, and says at the end how many tests passed.
import { spawn, spawnSync } from 'node:child_process';
import { root } from './lib/paths.mjs';
import { lowestVersion, newestVersion } from './lib/vscodeHost.mjs';

const mocha = 'node_modules/mocha/bin/mocha.js';
/** @type {{ name: string, args: string[] }[]} */
const suites = [
  { name: 'core, node and terminal', args: [mocha, 'out/test/{core,node,cli,mcp}/**/*.test.mjs'] },
  { name: `extension host, VS Code ${newestVersion}`, args: hostRun(newestVersion) },
  { name: `extension host, VS Code ${lowestVersion}`, args: hostRun(lowestVersion) },
  {
    name: `web extension host, VS Code ${newestVersion}`,
    args: ['scripts/testWeb.mjs', '--no-build', '--vscode', newestVersion],
  },
  { name: `browser, VS Code ${newestVersion}`, args: ['scripts/testUi.mjs', '--no-build', '--vscode', newestVersion] },
];

/** @param {string} version */
function hostRun(version) {
  return ['scripts/testHost.mjs', '--no-build', '--vscode', version];
}

const built = spawnSync(process.execPath, ['esbuild.js', '--tests'], { cwd: root, stdio: 'inherit' });
if (built.status !== 0) process.exit(1);
const total = { passed: 0, failed: 0 };
for (const { name, args } of suites) {
  console.log(`\n== ${name}`);
  const { code, printed } = await runShown(args);
  const passed = count(printed, /^\s*(\d+) passing\b/gm) + count(printed, /(\d+) passed, \d+ failed$/gm);
  const failed = count(printed, /^\s*(\d+) failing\b/gm) + count(printed, /\d+ passed, (\d+) failed$/gm);
  total.passed += passed;
  // A suite that ended badly without naming a failed test has failed all the same, and so has one that ran nothing.
  total.failed += failed === 0 && (code !== 0 || passed === 0) ? 1 : failed;
  if (code !== 0) console.error(`== ${name}: failed with exit code ${code}`);
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);

/**
 * @param {string} text
 * @param {RegExp} pattern
 */
function count(text, pattern) {
  return [...text.matchAll(pattern)].reduce((sum, match) => sum + Number(match[1]), 0);
}

/**
 * Runs a Node program, passing on what it prints.
 * @param {string[]} args
 * @returns {Promise<{ code: number, printed: string }>}
 */
function runShown(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      printed += text;
      process.stdout.write(text);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, printed }));
  });
}
