import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { commits } from '../sample/history.mjs';
import { root } from './paths.mjs';
import { run } from './run.mjs';

/**
 * Writes the sample repository: the same commits, byte for byte, wherever and whenever it is made.
 * @param {string} folder made when missing
 */
export async function writeSample(folder) {
  await mkdir(folder, { recursive: true });
  await run('git', ['init', '--quiet', '--initial-branch=main', folder]);
  const git = fastImport(folder);
  /** @type {Map<string, Map<string, string>>} the files at each branch's tip */
  const trees = new Map([['main', new Map()]]);
  /** @type {Map<string, { mark: number, id: string }>} the commit at each branch's tip */
  const tips = new Map();
  const { newNoteFileName, printNewNote, recordAnchor } = await core();
  for (const [index, commit] of commits.entries()) {
    const branch = commit.branch ?? 'main';
    const parent = tips.get(branch) ?? tips.get('main');
    const tree = new Map(trees.get(branch) ?? trees.get('main'));
    const merged = commit.merge === undefined ? undefined : trees.get(commit.merge);
    const changes = new Map(Object.entries(commit.files ?? {}));
    // A sample merge takes what the other side changed last.
    for (const file of lastChanged(commit.merge)) changes.set(file, merged?.get(file) ?? null);
    for (const note of commit.notes ?? []) {
      const anchor = recordAnchor({
        path: note.about.path,
        commit: parent?.id,
        text: tree.get(note.about.path) ?? '',
        lines: rangeOf(tree.get(note.about.path), note.about),
      });
      const author = commit.author.replace(/ <.*/, '');
      const { id, title, body, tags, supersedes, status = 'accepted' } = note;
      const data = {
        id,
        title,
        body,
        tags,
        supersedes,
        status,
        date: commit.day,
        decisionMakers: [author],
        code: [anchor],
      };
      changes.set(path.posix.join(note.folder, '.decisions', newNoteFileName(commit.day, title)), printNewNote(data));
    }
    for (const [file, change] of changes) {
      const text = typeof change === 'function' ? change(tree.get(file) ?? '') : change;
      if (text === null) tree.delete(file);
      else tree.set(file, text);
    }
    const seconds = Date.parse(`${commit.day}T09:00:00Z`) / 1000;
    git.write(`commit refs/heads/${branch}\nmark :${index + 1}\ncommitter ${commit.author} ${seconds} +0000\n`);
    git.write(data(commit.message));
    if (parent) git.write(`from :${parent.mark}\n`);
    if (commit.merge) git.write(`merge :${tips.get(commit.merge)?.mark}\n`);
    for (const file of changes.keys()) {
      const text = tree.get(file);
      git.write(text === undefined ? `D ${file}\n` : `M 100644 inline ${file}\n${data(text)}`);
    }
    trees.set(branch, tree);
    tips.set(branch, { mark: index + 1, id: await git.commitId(index + 1) });
  }
  await git.end();
  await run('git', ['checkout', '--quiet', 'main'], { cwd: folder });
}

/**
 * Writes a repository of one commit that holds these files.
 * @param {string} folder made when missing
 * @param {Readonly<Record<string, string>>} files by path
 */
export async function writeRepository(folder, files) {
  await mkdir(folder, { recursive: true });
  await run('git', ['init', '--quiet', '--initial-branch=main', folder]);
  const git = fastImport(folder);
  git.write(`commit refs/heads/main\nmark :1\ncommitter Ada Lovelace <ada@example.org> 1780000000 +0000\n`);
  git.write(data('Start'));
  for (const [file, text] of Object.entries(files)) git.write(`M 100644 inline ${file}\n${data(text)}`);
  await git.end();
  await run('git', ['checkout', '--quiet', 'main'], { cwd: folder });
}

/** @param {string | undefined} branch */
function lastChanged(branch) {
  return branch === undefined
    ? []
    : commits.filter((commit) => commit.branch === branch).flatMap((commit) => Object.keys(commit.files ?? {}));
}

/** @param {string} text */
const data = (text) => `data ${Buffer.byteLength(text)}\n${text}\n`;

/**
 * @param {string | undefined} text
 * @param {{ path: string, first?: string, last?: string }} about
 */
function rangeOf(text, { path: file, first, last }) {
  if (first === undefined || last === undefined) return undefined;
  const lines = (text ?? '').split('\n');
  const start = lines.findIndex((line) => line.includes(first));
  const end = lines.findIndex((line, index) => index >= start && (last === '}' ? line === '}' : line.includes(last)));
  if (start < 0 || end < 0) throw new Error(`The sample has no "${first}" to "${last}" in ${file}`);
  return { start: start + 1, end: end + 1 };
}

/**
 * The product's own core, so that the sample's notes are what the product would have written.
 * @returns {Promise<typeof import('../../src/core/index')>}
 */
async function core() {
  const result = await build({
    entryPoints: [path.join(root, 'src', 'core', 'index.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    absWorkingDir: root,
    logLevel: 'error',
  });
  return import(`data:text/javascript,${encodeURIComponent(result.outputFiles[0]?.text ?? '')}`);
}

/** @param {string} folder */
function fastImport(folder) {
  const child = spawn('git', ['fast-import', '--quiet'], { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(undefined) : reject(new Error(`git fast-import: ${code}`))));
  });
  child.stdout.setEncoding('utf8');
  return {
    write: (/** @type {string} */ text) => void child.stdin.write(text),
    /** @param {number} mark */
    commitId: async (mark) => {
      const answer = new Promise((resolve) => child.stdout.once('data', resolve));
      child.stdin.write(`get-mark :${mark}\n`);
      return String(await Promise.race([answer, ended])).trim();
    },
    end: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
