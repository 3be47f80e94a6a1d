// `npm run demo`: a real VS Code with the extension on the sample repository. Desktop VS Code where `code` is on the
// PATH, else VS Code in the browser; `-- --browser` asks for the latter.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packExtension } from './lib/package.mjs';
import { run, runAttached } from './lib/run.mjs';
import { writeSample } from './lib/sample.mjs';
import { startServer } from './lib/server.mjs';

const home = await mkdtemp(path.join(tmpdir(), 'decision-notes-demo-'));
const removeHome = () => rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
const folder = path.join(home, 'payments');
/** @type {() => Promise<void>} */
let stop = removeHome;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    console.log('\nStopping …');
    stop().then(
      () => process.exit(0),
      (error) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}

console.log('Packing the extension and writing the sample repository …');
const [vsix] = await Promise.all([packExtension(home), writeSample(folder)]);
if (!process.argv.includes('--browser') && (await hasDesktop())) await openDesktop();
else await openInBrowser();

async function hasDesktop() {
  try {
    await run('code', ['--version'], { shell: process.platform === 'win32' });
    return true;
  } catch {
    // No desktop VS Code here: the browser is the other way.
    return false;
  }
}

/** With settings and extensions of its own: what the person has installed stays as it is. */
async function openDesktop() {
  const own = ['--user-data-dir', path.join(home, 'user'), '--extensions-dir', path.join(home, 'extensions')];
  const options = { shell: process.platform === 'win32' };
  await runAttached('code', [...own, '--install-extension', vsix], options);
  console.log(`Opening ${folder} in VS Code. Close the window to end the demo.`);
  const code = await runAttached(
    'code',
    [...own, '--disable-workspace-trust', '--wait', '--new-window', folder],
    options,
  );
  await removeHome();
  process.exitCode = code;
}

async function openInBrowser() {
  const server = await startServer({ extension: vsix, token: true });
  stop = async () => {
    await server.stop();
    await removeHome();
  };
  const file = server.remote(path.join(folder, 'src', 'payments', 'retry.ts'));
  console.log(`
Decision Notes in a real VS Code, on a sample repository. Open in a browser:

  ${server.open(folder, [['openFile', file]])}

Hover over a marked line, or open the Decision Notes view on the left. Ctrl+C ends it.
`);
}
