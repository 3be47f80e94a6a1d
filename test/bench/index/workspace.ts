import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { judgementHeadings, printNewNote, recordAnchor, statuses, type Anchor } from '../../../src/core/index';
import { seeded, type Random } from '../anchors/random';
import { loadSources } from '../anchors/sources';

/** What was generated. */
export interface Workspace {
  readonly root: string;
  /** Root paths. */
  readonly code: readonly string[];
  readonly notes: readonly string[];
}

const codePerFolder = 10;

/**
 * Fills `root` with a repository of `count` code files, cut from real sources, and as many notes on them: most with one
 * anchor, short, and plain, as the extension writes them; some long, with several anchors, hand-written YAML, CRLF.
 * The same every time.
 */
export async function generateWorkspace(root: string, count: number): Promise<Workspace> {
  const random = seeded(`workspace ${count}`);
  const sources = [...(await loadSources()).values()].flat().map(({ text, path }) => ({
    lines: text.split('\n'),
    extension: /\.[a-z.]+$/.exec(path)?.[0] ?? '.ts',
  }));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const folders = Array.from(
    { length: Math.ceil(count / codePerFolder) },
    (_, at) => `packages/p${at % 40}/src/${random.pick(topics)}${Math.floor(at / 40)}`,
  );
  const code: { path: string; text: string }[] = [];
  for (let at = 0; at < count; at++) {
    const { lines, extension } = random.pick(sources);
    const length = Math.min(lines.length, random.int(40, 300));
    const start = random.int(0, lines.length - length);
    const path = `${folders[Math.floor(at / codePerFolder)]!}/${random.pick(topics)}-${at}${extension}`;
    code.push({ path, text: lines.slice(start, start + length).join('\n') + '\n' });
  }
  for (const { path, text } of code) write(path, text);
  git(root, 'init', '-q', '-b', 'main');
  const commit = commitAll(root, 'Code');
  const notes: string[] = [];
  for (let at = 0; at < count; at++) {
    const main = code[at]!;
    const anchors = [main, ...(random.chance(0.12) ? [random.pick(code)] : [])].map((file) =>
      anchor(file, commit, random),
    );
    const text = vary(noteText(at, anchors, random), random);
    const path = `${dirname(main.path)}/.decisions/2026-${two(random.int(1, 12))}-${two(random.int(1, 28))}-${slug(random)}-${at}.md`;
    write(path, text);
    notes.push(path);
  }
  commitAll(root, 'Notes');
  return { root, code: code.map(({ path }) => path), notes };
}

/** Runs git as a fixed person. */
export function git(root: string, ...args: string[]): string {
  const person = { NAME: 'Ada Lovelace', EMAIL: 'ada@example.org', DATE: '2026-01-01T00:00:00Z' };
  const env = Object.fromEntries(
    Object.entries(person).flatMap(([key, value]) => [
      [`GIT_AUTHOR_${key}`, value],
      [`GIT_COMMITTER_${key}`, value],
    ]),
  );
  return execFileSync('git', args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1e9,
    env: { ...process.env, ...env, GIT_CONFIG_GLOBAL: '/dev/null' },
  }).trim();
}

/** Commits everything and returns the commit's id. */
export function commitAll(root: string, message: string): string {
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '-m', message);
  return git(root, 'rev-parse', 'HEAD');
}

function anchor(file: { path: string; text: string }, commit: string, random: Random): Anchor {
  const total = file.text.split('\n').length - 1;
  const length = Math.min(total, random.chance(0.8) ? random.int(1, 25) : random.int(26, 80));
  const start = random.int(1, total - length + 1);
  return recordAnchor({ path: file.path, text: file.text, lines: { start, end: start + length - 1 }, commit });
}

function noteText(at: number, code: readonly Anchor[], random: Random): string {
  const sections = judgementHeadings.filter(() => random.chance(0.25));
  return printNewNote({
    title: sentence(random, 4, 9),
    id: `01KAPX3T5M8Q0Z7V2N${at
      .toString(32)
      .toUpperCase()
      .padStart(8, '0')
      .replaceAll(/[ILOU]/g, (c) => ({ I: 'W', L: 'X', O: 'Y', U: 'Z' })[c] ?? c)}`,
    status: random.chance(0.85) ? 'accepted' : random.pick(statuses),
    date: `2026-${two(random.int(1, 12))}-${two(random.int(1, 28))}`,
    decisionMakers: random.chance(0.7) ? [random.pick(['Ada Lovelace', 'Grace Hopper', 'Edsger Dijkstra'])] : [],
    tags: topics.filter(() => random.chance(0.08)),
    code,
    body: [
      ...Array.from({ length: random.int(1, 4) }, () => `${sentence(random, 6, 25)}.`),
      ...sections.map((heading) => `## ${heading}\n\n${sentence(random, 5, 30)}.`),
    ].join('\n\n'),
  });
}

/** A few notes look as people write them by hand. */
function vary(text: string, random: Random): string {
  if (random.chance(0.04)) text = text.replace(/^status: (\w+)$/m, "status: '$1' # as agreed");
  if (random.chance(0.04)) text = text.replace(/^date: (\S+)$/m, 'date: >-\n  $1');
  if (random.chance(0.04)) text = text.replace(/^tags: \[(.+), (.+)\]$/m, 'tags: [$1,\n  $2]');
  if (random.chance(0.03)) text = text.replaceAll('\n', '\r\n');
  return text;
}

function sentence(random: Random, low: number, high: number): string {
  const text = Array.from({ length: random.int(low, high) }, () => random.pick(words)).join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function slug(random: Random): string {
  return Array.from({ length: 4 }, () => random.pick(words))
    .join('-')
    .toLowerCase();
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

const topics =
  'auth billing cache client config gateway import index layout locale mail payments queue render retry router search session storage stream sync token upload worker'.split(
    ' ',
  );

const words =
  `a an the and or but because so that when while only never always before after twice once every request retry timeout
   batch customer gateway cache token lock queue order payment session writer reader header index migration replica shard
   idempotent retryWithBackoff maxAttempts flushBuffer parseHeader renderRow keeps drops sends waits fails returns blocks
   charges holds reads writes skips closes opens limits slow fast large small stale fresh first last empty partial we it
   this is was are not with without from into over under than for to of in on by at as`.split(/\s+/);
