import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseNote, printNewNote, recordAnchor, type LineRange } from '../../../src/core/index';
import type { Probe } from '../../host/bench/job';
import { seeded } from '../anchors/random';
import { loadSources } from '../anchors/sources';
import { commitAll, generateWorkspace, git } from '../index/workspace';

/** The files that the tasks work on, as root paths. */
export const places = {
  /** 5,000 lines, 200 notes. */
  typing: 'typing/long.ts',
  /** 100,000 lines, 200 notes. */
  huge: 'huge/huge.ts',
  /** A folder of 200 files, some in folders of their own, and 500 notes. */
  moving: 'moving',
  /** Differs from `main` in 1,000 files, 100 of them notes' own. */
  branch: 'other',
} as const;

/** Makes the workspace of the bench: `count` notes over `count` files, and the files of `places`; all committed. */
export async function hostWorkspace(root: string, count: number): Promise<{ probes: readonly Probe[] }> {
  const { code, notes } = await generateWorkspace(root, count);
  const pool = await sourceLines();
  const commit = git(root, 'rev-parse', 'HEAD');
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const long = (path: string, lines: number, ranges: number): void => {
    const text = pool.take(lines).join('\n') + '\n';
    write(path, text);
    const apart = Math.floor(lines / ranges);
    for (let at = 0; at < ranges; at++) {
      const start = 1 + at * apart;
      const anchor = recordAnchor({ path, text, lines: { start, end: start + (at % 12) }, commit });
      writeNote(write, `${dirname(path)}/.decisions/2026-01-01-about-part-${at}.md`, at, [anchor]);
    }
  };
  long(places.typing, 5_000, 200);
  long(places.huge, 100_000, 200);
  for (let file = 0; file < 200; file++) {
    const folder = [places.moving, `${places.moving}/deep`, `${places.moving}/deep/deeper`][file % 3]!;
    const path = `${folder}/file-${file}.ts`;
    const text = pool.take(120).join('\n') + '\n';
    write(path, text);
    for (let at = 0; at < (file < 100 ? 3 : 2); at++) {
      const lines = { start: 10 + at * 35, end: 15 + at * 35 };
      writeNote(write, `${folder}/.decisions/2026-01-02-file-${file}-${at}.md`, at, [
        recordAnchor({ path, text, lines, commit }),
      ]);
    }
  }
  commitAll(root, 'Long files and a folder');
  git(root, 'checkout', '-q', '-b', places.branch);
  const random = seeded('branch');
  for (const path of random.shuffle(code).slice(0, 900)) {
    const lines = readFileSync(join(root, path), 'utf8').split('\n');
    lines.splice(random.int(0, lines.length - 1), random.int(0, 2), '// changed on the other branch');
    write(path, ['// one more line at the top', ...lines].join('\n'));
  }
  for (const path of random.shuffle(notes).slice(0, 100)) {
    write(path, `${readFileSync(join(root, path), 'utf8')}\nOne more sentence.\n`);
  }
  commitAll(root, 'Another branch');
  git(root, 'checkout', '-q', 'main');
  return { probes: await probes(root, notes) };
}

/** Files with a line that a note is about, and one that none is about. */
async function probes(root: string, notes: readonly string[]): Promise<readonly Probe[]> {
  const ranges = new Map<string, LineRange[]>();
  for (const file of notes) {
    const { note } = await parseNote(file, readFileSync(join(root, file), 'utf8'));
    for (const { path, lines } of note.code) if (lines) ranges.set(path, [...(ranges.get(path) ?? []), lines]);
  }
  const found = [...ranges].flatMap(([path, list]): Probe[] => {
    const total = readFileSync(join(root, path), 'utf8').split('\n').length - 1;
    const all = Array.from({ length: total }, (_, at) => at + 1);
    const free = all.filter((line) => !list.some(({ start, end }) => start <= line && line <= end));
    const bare = free.at(Math.floor(free.length / 2));
    return bare === undefined ? [] : [{ path, noted: list[0]!.start, bare }];
  });
  return seeded('probes').shuffle(found).slice(0, 400);
}

function writeNote(
  write: (path: string, text: string) => void,
  file: string,
  number: number,
  code: ReturnType<typeof recordAnchor>[],
): void {
  const title = `Part ${number} of ${code[0]?.path ?? ''} stays as it is`;
  write(file, printNewNote({ title, status: 'accepted', date: '2026-01-01', code, body: 'The readers rely on it.' }));
}

/** Lines of real sources, each long one told apart by a number, so that no range is found in two places. */
async function sourceLines(): Promise<{ take(count: number): string[] }> {
  const sources = [...(await loadSources()).values()]
    .flat()
    .filter(({ language }) => language === 'ts' || language === 'js');
  const lines = sources.flatMap(({ text }) => text.split('\n'));
  let at = 0;
  return {
    take: (count) =>
      Array.from({ length: count }, () => {
        const line = lines[at % lines.length] ?? '';
        return line.length > 20 ? `${line} // ${at++}` : (at++, line);
      }),
  };
}
