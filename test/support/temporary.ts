import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of its own on disk, with git where asked. Dispose it when the test is done. */
export interface TemporaryFolder {
  readonly path: string;
  /** Absolute place of a path in it. */
  at(path: string): string;
  /** Writes files, making their folders. */
  write(files: Readonly<Record<string, string | Uint8Array>>): void;
  /** Runs git in it with a fixed person, time and configuration; returns what it prints, trimmed. */
  git(...args: string[]): string;
  /** Stages all and commits; returns the commit's id. */
  commit(message: string): string;
  dispose(): void;
}

/** Makes one. `repository: true` runs `git init` in it. */
export function temporaryFolder(options: { repository?: boolean } = {}): TemporaryFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'decision-notes-')));
  let second = 0;
  const folder: TemporaryFolder = {
    path,
    at: (part) => join(path, part),
    write(files) {
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(join(path, name)), { recursive: true });
        writeFileSync(join(path, name), content);
      }
    },
    git: (...args) => {
      const date = `2026-01-01T00:00:${String(second++ % 60).padStart(2, '0')}Z`;
      return execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], {
        cwd: path,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env,
          GIT_CONFIG_GLOBAL: '/dev/null',
          GIT_CONFIG_NOSYSTEM: '1',
          GIT_AUTHOR_NAME: 'Ada Lovelace',
          GIT_AUTHOR_EMAIL: 'ada@example.org',
          GIT_COMMITTER_NAME: 'Ada Lovelace',
          GIT_COMMITTER_EMAIL: 'ada@example.org',
          GIT_AUTHOR_DATE: date,
          GIT_COMMITTER_DATE: date,
        },
      }).trim();
    },
    commit(message) {
      folder.git('add', '-A');
      folder.git('commit', '-q', '--allow-empty', '-m', message);
      return folder.git('rev-parse', 'HEAD');
    },
    dispose: () => rmSync(path, { recursive: true, force: true }),
  };
  if (options.repository) folder.git('init', '-q', '-b', 'main');
  return folder;
}
