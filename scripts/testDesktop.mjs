// `npm run test:host:desktop [-- version]`: the compiled host tests in a desktop VS Code, which is downloaded, or named
// by DECISION_NOTES_DESKTOP. For machines that reach the download; elsewhere `npm run test:host` runs the same suite.
import { runTests } from '@vscode/test-electron';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './lib/paths.mjs';
import { writeTestWorkspace } from './lib/workspace.mjs';

const home = mkdtempSync(path.join(tmpdir(), 'decision-notes-desktop-'));
const report = path.join(home, 'report.json');
const executable = process.env['DECISION_NOTES_DESKTOP'];
try {
  const workspace = await writeTestWorkspace(path.join(home, 'workspace'));
  await runTests({
    ...(executable ? { vscodeExecutablePath: executable } : { version: process.argv[2] ?? 'stable' }),
    extensionDevelopmentPath: [root, path.join(root, 'test', 'fixtures', 'debugger')],
    extensionTestsPath: path.join(root, 'out', 'test', 'host', 'index.js'),
    extensionTestsEnv: { DECISION_NOTES_REPORT: report },
    launchArgs: [workspace, '--disable-workspace-trust', '--user-data-dir', path.join(home, 'user')],
  });
  const { done, passed, failed } = JSON.parse(readFileSync(report, 'utf8'));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = done && failed === 0 && passed > 0 ? 0 : 1;
} finally {
  rmSync(home, { recursive: true, force: true });
}
