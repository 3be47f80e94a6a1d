import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from './case';

/** Where some lines of one commit are in another, as people or careful tools found out. */
export interface AnchorTask {
  readonly id: string;
  readonly repo: string;
  readonly from: { readonly commit: string; readonly place: Place };
  readonly toCommit: string;
  /** `undefined`: nothing like it remains. */
  readonly expected: Place | undefined;
  readonly kind: string;
  readonly language: string;
}

interface TaskLine {
  readonly id: string;
  readonly repo: string;
  readonly from_commit: string;
  readonly from_path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly to_commit: string;
  readonly expected: { readonly path: string; readonly start_line: number; readonly end_line: number } | null;
  readonly kind: string;
  readonly lang: string;
}

/**
 * Tasks from the file named by `ANCHOR_TASKS`: one JSON object a line, with `id`, `repo` (`owner/name`), `from_commit`,
 * `from_path`, `start_line`, `end_line` (1-based, inclusive), `to_commit`, `expected` (`{path, start_line, end_line}` or
 * null), `kind` and `lang`.
 */
export function readTasks(): AnchorTask[] {
  const file = process.env['ANCHOR_TASKS'];
  if (file === undefined) {
    throw new Error('Set ANCHOR_TASKS to a file of tasks and ANCHOR_MIRROR to the folder of their repositories.');
  }
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => fromLine(JSON.parse(line) as TaskLine));
}

/** The git folder of a task's repository: `<ANCHOR_MIRROR>/<owner>+<name>/repo`. */
export function repositoryOf(task: AnchorTask): string {
  return join(process.env['ANCHOR_MIRROR'] ?? '.', task.repo.replaceAll('/', '+'), 'repo');
}

function fromLine(line: TaskLine): AnchorTask {
  const place = (at: { path: string; start_line: number; end_line: number }): Place => ({
    path: at.path,
    lines: { start: at.start_line, end: at.end_line },
  });
  return {
    id: line.id,
    repo: line.repo,
    from: {
      commit: line.from_commit,
      place: place({ path: line.from_path, start_line: line.start_line, end_line: line.end_line }),
    },
    toCommit: line.to_commit,
    expected: line.expected ? place(line.expected) : undefined,
    kind: line.kind,
    language: line.lang,
  };
}
