import { parseArgs } from 'node:util';
import {
  createCore,
  NotesError,
  tidy as tidyNotes,
  type Core,
  type Host,
  type Location,
  type NoteMove,
} from '../core/index';
import { parallel } from '../core/util/parallel';
import { moveFiles } from './moveFiles';
import { UsageError, type Command, type Terminal } from './command';
import { openRepository } from './openRepository';
import { printable, safeJson } from './printable';

/** `tidy`: shows which note files lie elsewhere than their code, and with `--apply` moves them there. */
export const tidy: Command = {
  name: 'tidy',
  usage: '[--apply] [--placement beside|root] [--json] [--repo DIR]',
  summary: 'Which notes lie elsewhere than their code; --apply moves them there.',
  async run(args, terminal) {
    const { values: options } = parseArgs({
      args: [...args],
      options: {
        apply: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        placement: { type: 'string', default: 'beside' },
        repo: { type: 'string' },
      },
    });
    const { placement } = options;
    if (placement !== 'beside' && placement !== 'root') throw new UsageError('--placement is beside or root.');
    const host = await openRepository(options.repo, terminal);
    const core = createCore(host);
    try {
      const planned = await plan(core, host, placement);
      const { moves } = planned;
      if (options.apply) {
        await planned.unchanged();
        await moveFiles(host, moves);
      }
      await core.notes.flush();
      await (options.json ? printJson : printText)(moves, options.apply, terminal);
      return 0;
    } finally {
      core.dispose();
      host.dispose();
    }
  },
};

interface Planned {
  readonly moves: readonly NoteMove[];
  /** Rejects with `changed-on-disk` when one of the notes is no longer what it was when the plan was made. */
  unchanged(): Promise<void>;
}

async function plan(core: Core, host: Host, placement: 'beside' | 'root'): Promise<Planned> {
  await core.notes.ready();
  const placed: { file: string; code: Location[] }[] = [];
  await parallel(core.notes.all(), 8, async (entry, at) => {
    const { file, note } = entry;
    const code: Location[] = [];
    if (note) {
      for (const [index, anchor] of note.code.entries()) {
        code.push(await core.locations.of({ entry, note, anchor, index }));
      }
    }
    placed[at] = { file, code };
  });
  const { moves } = await tidyNotes(
    placed,
    { placement, folderName: '.decisions' },
    async (path) => (await host.files.stamp(path)) === undefined,
  );
  const before = new Map(moves.map(({ from }) => [from, core.notes.get(from)]));
  return {
    moves,
    async unchanged() {
      await core.notes.refresh([...before.keys()]);
      for (const [file, entry] of before) {
        if (core.notes.get(file) === entry) continue;
        throw new NotesError('changed-on-disk', `${file} has changed meanwhile. Nothing was moved.`, { file });
      }
    },
  };
}

async function printJson(moves: readonly NoteMove[], applied: boolean, terminal: Terminal): Promise<void> {
  await terminal.out(
    `${safeJson({ version: 1, applied, moves: moves.map(({ from, to, reason }) => ({ from, to, reason })) })}\n`,
  );
}

async function printText(moves: readonly NoteMove[], applied: boolean, terminal: Terminal): Promise<void> {
  for (const { from, to, reason } of moves) {
    await terminal.out(`${printable(from)}\n  ${printable(`-> ${to} (${reason})`)}\n`);
  }
  const count = moves.length === 1 ? '1 note' : `${moves.length} notes`;
  if (moves.length === 0) await terminal.out('Every note is where it belongs.\n');
  else if (applied) await terminal.out(`\nMoved ${count}.\n`);
  else await terminal.out(`\n${count} would move. Nothing was changed: --apply does it.\n`);
}
