import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './paths.mjs';
import { run } from './run.mjs';
import { installHost } from './vscodeHost.mjs';

/** Settings for runs that nothing but the test should change. */
export const quietSettings = {
  'chat.disableAIFeatures': true,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'workbench.layoutControl.enabled': false,
  'workbench.reduceMotion': 'on',
  'workbench.colorTheme': 'Default Dark Modern',
  'window.commandCenter': false,
  'window.menuBarVisibility': 'compact',
  'window.autoDetectColorScheme': false,
  'extensions.ignoreRecommendations': true,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'update.mode': 'none',
  'git.openRepositoryInParentFolders': 'never',
  'git.autofetch': false,
  'editor.hover.delay': 100,
  'editor.minimap.enabled': false,
  'security.workspace.trust.startupPrompt': 'never',
};

/**
 * @typedef {object} ServerOptions
 * @property {string} [version] of VS Code
 * @property {'built' | string | undefined} [extension] installed beforehand: 'built' is this project's folder as it is
 *   built now, else the path of a .vsix
 * @property {readonly string[]} [helpers] folders of extensions that tests need, installed as well
 * @property {boolean} [automation] lets a page load an extension and tests under development; hides all toasts
 * @property {boolean} [trust] opens untrusted folders in Restricted Mode; else everything is trusted
 * @property {boolean} [token] opens only to who has the address, as a person's own machine should have it
 * @property {Record<string, unknown>} [settings] on top of `quietSettings`
 * @property {NodeJS.ProcessEnv} [env] on top of this process's
 */

/**
 * A running VS Code server.
 * @typedef {object} Server
 * @property {string} url without a path
 * @property {string} home its scratch folder, removed by `stop`
 * @property {(folder: string, payload?: readonly (readonly [string, string])[]) => string} open the address that opens a folder
 *   (or a `.code-workspace` file)
 * @property {(file: string) => string} remote a file's URI in that window
 * @property {() => string} log what the server printed
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a VS Code server on a free port of this machine, with its own settings, extensions and git identity.
 * @param {ServerOptions} [options]
 * @returns {Promise<Server>}
 */
export async function startServer(options = {}) {
  const host = await installHost(options.version);
  const home = await realpath(await mkdtemp(path.join(tmpdir(), 'decision-notes-')));
  const folders = { server: path.join(home, 'server'), user: path.join(home, 'user'), ext: path.join(home, 'ext') };
  await mkdir(path.join(folders.user, 'User'), { recursive: true });
  await mkdir(folders.ext, { recursive: true });
  const settings = { ...quietSettings, ...options.settings };
  await writeFile(path.join(folders.user, 'User', 'settings.json'), JSON.stringify(settings, null, 2));
  const gitConfig = path.join(home, '.gitconfig');
  await writeFile(
    gitConfig,
    '[user]\n\tname = Ada Lovelace\n\temail = ada@example.org\n[init]\n\tdefaultBranch = main\n',
  );
  const common = ['--server-data-dir', folders.server, '--user-data-dir', folders.user];
  common.push('--extensions-dir', folders.ext, '--accept-server-license-terms');
  // Whoever runs this may have an identity or settings of their own in the environment.
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  const env = { ...inherited, HOME: home, GIT_CONFIG_GLOBAL: gitConfig, GIT_CONFIG_NOSYSTEM: '1', ...options.env };
  for (const folder of options.helpers ?? []) {
    await cp(folder, path.join(folders.ext, `decision-notes.${path.basename(folder)}-0.0.1`), { recursive: true });
  }
  if (options.extension === 'built') await linkExtension(folders.ext);
  else if (options.extension) {
    await run(host.node, [host.main, '--install-extension', options.extension, '--force', ...common], { env });
  }
  const port = await freePort();
  const authority = `127.0.0.1:${port}`;
  const args = [host.main, '--host', '127.0.0.1', '--port', String(port), ...common];
  const token = options.token ? randomBytes(16).toString('hex') : undefined;
  args.push(...(token ? ['--connection-token', token] : ['--without-connection-token']));
  args.push('--telemetry-level', 'off');
  if (options.automation) args.push('--enable-smoke-test-driver');
  if (!options.trust) args.push('--disable-workspace-trust');
  const child = spawn(host.node, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = new Promise((resolve) => child.on('close', resolve));
  let log = '';
  const kill = (/** @type {NodeJS.Signals} */ signal) => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  };
  const killNow = () => kill('SIGKILL');
  process.on('exit', killNow);
  await new Promise((resolve, reject) => {
    const take = (/** @type {Buffer} */ chunk) => {
      log += chunk.toString();
      if (log.includes(`Extension host agent listening on ${port}`)) resolve(undefined);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('close', () => reject(new Error(`VS Code ${host.version} did not start:\n${log}`)));
  });
  return {
    url: `http://${authority}`,
    home,
    open: (folder, payload = []) => {
      const kind = folder.endsWith('.code-workspace') ? 'workspace' : 'folder';
      const entries = JSON.stringify([['skipWelcome', 'true'], ...payload]);
      const secret = token ? `tkn=${token}&` : '';
      return `http://${authority}/?${secret}${kind}=${encodeURIComponent(folder)}&payload=${encodeURIComponent(entries)}`;
    },
    remote: (file) => `vscode-remote://${authority}${file}`,
    log: () => log,
    stop: async () => {
      kill('SIGTERM');
      const late = setTimeout(killNow, 3000);
      await closed;
      clearTimeout(late);
      process.off('exit', killNow);
      await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/**
 * Installs this project's folder as an extension without packing it, so that a test sees what was just built.
 * @param {string} extensions
 */
async function linkExtension(extensions) {
  const target = path.join(extensions, 'decision-notes.decision-notes-0.1.0');
  await mkdir(target);
  for (const name of ['package.json', 'package.nls.json', 'dist', 'media', 'l10n']) {
    await symlink(path.join(root, name), path.join(target, name));
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
