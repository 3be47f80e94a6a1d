import { type LineRange } from '../core/anchor/anchor';

/** One question to the engine: where are these lines of one revision in another? */
export interface LocateTask {
  readonly id: string;
  /** Any name of a commit. */
  readonly from: string;
  readonly path: string;
  readonly lines: LineRange;
  /** Any name of a commit, or `worktree`. */
  readonly to: string;
}

/** A task, or what is wrong with it, with its id where that could be read. */
export type ParsedTask = { readonly task: LocateTask } | { readonly id: string | null; readonly error: string };

const longestLine = 64 * 1024;

/** Reads one JSON line of a batch. Never throws. */
export function parseTask(line: string): ParsedTask {
  if (line.length > longestLine) return { id: null, error: 'the line is too long' };
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch {
    return { id: null, error: 'the line is not JSON' };
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    return { id: null, error: 'the line is not a JSON object' };
  }
  const fields = new Map<string, unknown>(Object.entries(data));
  const given = fields.get('id');
  const id = typeof given === 'string' ? given : typeof given === 'number' ? String(given) : null;
  if (id === null) return { id, error: 'id must be a string' };
  const text = (name: string): string | undefined => {
    const value = fields.get(name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const [from, path, to] = [text('from_commit'), text('from_path'), text('to_commit') ?? 'worktree'];
  if (from === undefined) return { id, error: 'from_commit must be a commit' };
  if (path === undefined) return { id, error: 'from_path must be a path' };
  if (fields.has('to_commit') && text('to_commit') === undefined) return { id, error: 'to_commit must be a commit' };
  const problem = pathProblem(path);
  if (problem !== undefined) return { id, error: problem };
  const lines = lineRange(fields.get('start_line'), fields.get('end_line'));
  if (!lines) return { id, error: 'start_line and end_line must be whole numbers, 1 <= start_line <= end_line' };
  return { task: { id, from, path, lines, to } };
}

/** Why a path cannot be one inside the repository; `undefined` when it can. */
export function pathProblem(path: string): string | undefined {
  if (/[\0\n]/.test(path)) return 'the path has a control character';
  if (path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path)) return 'the path must be relative to the repository';
  if (path.split('/').some((part) => part === '..' || part === '.' || part === '')) {
    return 'the path must have no empty, . or .. segment';
  }
  return undefined;
}

/** `A-B`, or `A` alone. */
export function parseLines(text: string): LineRange | undefined {
  const match = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(text);
  return match ? lineRange(Number(match[1]), Number(match[2] ?? match[1])) : undefined;
}

function lineRange(start: unknown, end: unknown): LineRange | undefined {
  if (typeof start !== 'number' || typeof end !== 'number') return undefined;
  return Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 1 && end >= start
    ? { start, end }
    : undefined;
}
