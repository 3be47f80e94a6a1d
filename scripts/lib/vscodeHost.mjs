// A real VS Code from the npm registry alone: the server build that code-server carries, without code-server itself.
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installOnce } from './install.mjs';
import { npm, run } from './run.mjs';

/**
 * `pack`: the npm package that holds it. `nodes`: the Node majors that run it, the first one installed when the
 * running Node is none of them.
 * @type {Record<string, { pack: string, nodes: number[] }>}
 */
const known = {
  '1.100.3': { pack: 'code-server@4.100.3', nodes: [20] },
  '1.139.1': { pack: 'code-server@4.139.1', nodes: [24, 22] },
};

/** The lowest VS Code that the manifest allows, as tested. */
export const lowestVersion = '1.100.3';
/** The newest VS Code tested. */
export const newestVersion = '1.139.1';

/** Needed by no test, or built for another platform, or without a prebuilt binary. */
const unneededPackages =
  /^(@github\/copilot-sdk.*|@microsoft\/mxc-sdk|@devcontainers\/.*|@vscode\/(copilot-api|sandbox-runtime|sqlite3|windows-.*)|ssh2|kerberos)$/;
/** tsserver answers hovers only after seconds on a small machine, and the others want accounts or the network. */
const unneededExtensions =
  /^(copilot|github.*|microsoft-authentication|typescript-language-features|mermaid.*|ms-vscode\..*|debug-.*|tunnel-forwarding|terminal-suggest|npm|grunt|gulp|jake)$/;

/**
 * An installed VS Code server.
 * @typedef {object} VsCodeHost
 * @property {string} version of VS Code
 * @property {string} node the program that runs it
 * @property {string} main its server-main.js
 */

/**
 * Installs a VS Code server, once.
 * @param {string} [version] a key of `known`
 * @returns {Promise<VsCodeHost>}
 */
export async function installHost(version = newestVersion) {
  const entry = known[version];
  if (!entry) throw new Error(`No VS Code ${version} here. Known: ${Object.keys(known).join(', ')}.`);
  const node = await installNode(entry.nodes);
  const folder = await installOnce(`vscode-${version}`, (partial) => fillHost(partial, entry.pack));
  return { version, node, main: path.join(folder, 'out', 'server-main.js') };
}

/**
 * @param {string} folder
 * @param {string} pack
 */
async function fillHost(folder, pack) {
  await npm(['pack', '--silent', pack], folder);
  await unpack(folder, ['--strip-components=3', 'package/lib/vscode']);
  await dropDependencies(folder);
  await npm(['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], folder);
  await provideRipgrep(folder);
  await leaveGallery(folder);
  const extensions = path.join(folder, 'extensions');
  for (const name of await readdir(extensions)) {
    if (unneededExtensions.test(name)) await rm(path.join(extensions, name), { recursive: true });
  }
  for (const file of await readdir(folder, { recursive: true })) {
    if (file.endsWith('.map')) await rm(path.join(folder, file));
  }
}

/** @param {string} folder */
async function dropDependencies(folder) {
  for (const name of ['package.json', 'npm-shrinkwrap.json']) {
    const file = path.join(folder, name);
    const json = JSON.parse(await readFile(file, 'utf8'));
    const roots = name === 'package.json' ? [json] : [json.packages['']];
    for (const { dependencies } of roots) {
      for (const key of Object.keys(dependencies)) if (unneededPackages.test(key)) delete dependencies[key];
    }
    for (const key of Object.keys(json.packages ?? {})) {
      if (unneededPackages.test(key.replace(/^node_modules\//, ''))) delete json.packages[key];
    }
    await writeFile(file, JSON.stringify(json, null, 2));
  }
}

/**
 * No run of the tests or the demo talks to an extension gallery.
 * @param {string} folder
 */
async function leaveGallery(folder) {
  const file = path.join(folder, 'product.json');
  const product = JSON.parse(await readFile(file, 'utf8'));
  delete product.extensionsGallery;
  await writeFile(file, JSON.stringify(product, null, 2));
}

/**
 * Older versions look for ripgrep where an install script would have downloaded it; a newer package carries it.
 * @param {string} folder
 */
async function provideRipgrep(folder) {
  const old = path.join(folder, 'node_modules', '@vscode', 'ripgrep');
  const name = process.platform === 'win32' ? 'rg.exe' : 'rg';
  if (!existsSync(old) || existsSync(path.join(old, 'bin', name))) return;
  const scratch = path.join(folder, 'ripgrep');
  await mkdir(scratch);
  await npm(['pack', '--silent', '@vscode/ripgrep-universal@1.18.0'], scratch);
  await unpack(scratch, []);
  await mkdir(path.join(old, 'bin'), { recursive: true });
  const binary = path.join(scratch, 'package', 'bin', `${process.platform}-${process.arch}`, name);
  await copyFile(binary, path.join(old, 'bin', name));
  await chmod(path.join(old, 'bin', name), 0o755);
  await rm(scratch, { recursive: true });
}

/**
 * The running Node where it fits, else one from npm's package of it for this platform.
 * @param {number[]} majors
 * @returns {Promise<string>} path of the program
 */
async function installNode(majors) {
  if (majors.includes(Number(process.versions.node.split('.')[0]))) return process.execPath;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const pack = `node-${platform}-${process.arch}@${majors[0]}`;
  const folder = await installOnce(`node-${majors[0]}`, async (partial) => {
    await npm(['pack', '--silent', pack], partial);
    await unpack(partial, ['--strip-components=1']);
  });
  return path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/**
 * Unpacks the one package that `npm pack` left in the folder, and removes it.
 * @param {string} folder
 * @param {string[]} args
 */
async function unpack(folder, args) {
  const archive = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (!archive) throw new Error(`npm pack left no archive in ${folder}`);
  await run('tar', ['xzf', archive, ...args], { cwd: folder });
  await rm(path.join(folder, archive));
}
