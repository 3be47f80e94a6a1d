import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { NotesError } from '../core/errors';
import { CannotRun, UsageError, type Command, type Terminal } from './command';
import { locationJson, locationText } from './locationOutput';
import { locateSession, type LocateSession } from './locateSession';
import { parseLines, parseTask, pathProblem, type LocateTask } from './locateTask';
import { safeJson } from './printable';

const options = {
  repo: { type: 'string' },
  from: { type: 'string' },
  path: { type: 'string' },
  lines: { type: 'string' },
  to: { type: 'string' },
  evidence: { type: 'string' },
  batch: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** `decision-notes locate`: lines of one revision found again in another, one range or a batch of them. */
export const locateCommand: Command = {
  name: 'locate',
  usage:
    '[--repo DIR] (--from REV --path FILE --lines A-B [--to REV] [--json] | --batch FILE|-) [--evidence all|quote]',
  summary: 'Where lines of one revision are in another, or in the work tree.',
  async run(args, terminal) {
    const { values } = parseArgs({ args: [...args], options, strict: true });
    const evidence = values.evidence ?? 'all';
    if (evidence !== 'all' && evidence !== 'quote') throw new UsageError('--evidence must be all or quote.');
    const single = values.batch === undefined ? oneTask(values) : undefined;
    if (!single && (values.from ?? values.path ?? values.lines ?? values.to) !== undefined) {
      throw new UsageError('--batch takes its revisions, paths and lines from its input.');
    }
    const session = await locateSession(resolve(terminal.cwd, values.repo ?? '.'), evidence === 'all');
    try {
      if (single) return await answerOne(session, single, values.json ?? false, terminal);
      await answerBatch(session, values.batch ?? '-', terminal);
      return 0;
    } finally {
      session.dispose();
    }
  },
};

function oneTask(values: { from?: string; path?: string; lines?: string; to?: string }): LocateTask {
  const { from, path, lines, to = 'worktree' } = values;
  if (from === undefined || path === undefined || lines === undefined) {
    throw new UsageError('locate needs --from, --path and --lines, or --batch.');
  }
  const problem = pathProblem(path);
  if (problem !== undefined) throw new UsageError(`--path ${path}: ${problem}.`);
  const range = parseLines(lines);
  if (!range) throw new UsageError('--lines must be A-B with 1 <= A <= B.');
  return { id: '', from, path, lines: range, to };
}

async function answerOne(session: LocateSession, task: LocateTask, json: boolean, terminal: Terminal): Promise<number> {
  try {
    const location = await session.locate(task);
    await terminal.out(json ? `${safeJson(locationJson(location))}\n` : locationText(location));
    return 0;
  } catch (error) {
    if (error instanceof NotesError) throw new CannotRun(error.message, { cause: error });
    throw error;
  }
}

/** One answer a line, in the order of the questions, each written as soon as it is known. */
async function answerBatch(session: LocateSession, batch: string, terminal: Terminal): Promise<void> {
  const file = resolve(terminal.cwd, batch);
  if (batch !== '-' && !(await isFile(file))) throw new CannotRun(`${file} cannot be read.`);
  const input = batch === '-' ? terminal.input : createReadStream(file);
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line.trim() !== '') await terminal.out(`${safeJson(await answerLine(session, line))}\n`);
  }
}

async function answerLine(session: LocateSession, line: string): Promise<object> {
  const parsed = parseTask(line);
  if ('error' in parsed) return parsed;
  const { task } = parsed;
  const started = performance.now();
  try {
    const location = await session.locate(task);
    return { id: task.id, ...locationJson(location), ms: Math.round((performance.now() - started) * 100) / 100 };
  } catch (error) {
    return { id: task.id, error: error instanceof Error ? error.message : String(error) };
  }
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => !found.isDirectory(),
    () => false,
  );
}
