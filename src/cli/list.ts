import { parseArgs } from 'node:util';
import {
  createCore,
  type Anchor,
  type AnchoredNote,
  type Core,
  type LineRange,
  type Location,
  type NoteEntry,
  type Problem,
} from '../core/index';
import { parallel } from '../core/util/parallel';
import { type Command, type Terminal } from './command';
import { openRepository } from './openRepository';
import { printable, safeJson } from './printable';

/** `list`: every note with the places of its anchors, and every problem. */
export const list: Command = {
  name: 'list',
  usage: '[--json] [--repo DIR]',
  summary: 'Every note, where its code is now, and every problem found.',
  async run(args, terminal) {
    const { values: options } = parseArgs({
      args: [...args],
      options: { json: { type: 'boolean', default: false }, repo: { type: 'string' } },
    });
    const host = await openRepository(options.repo, terminal);
    const core = createCore(host);
    try {
      await core.notes.ready();
      const found = await findPlaces(core);
      await (options.json ? printJson(found, terminal) : printText(found, terminal));
      await core.notes.flush();
      return 0;
    } finally {
      core.dispose();
      host.dispose();
    }
  },
};

interface PlacedAnchor {
  readonly anchor: Anchor;
  readonly location: Location;
}

interface Found {
  readonly notes: readonly { readonly entry: NoteEntry; readonly code: readonly PlacedAnchor[] }[];
  readonly problems: readonly Problem[];
}

async function findPlaces(core: Core): Promise<Found> {
  const entries = core.notes.all();
  const notes: { entry: NoteEntry; code: PlacedAnchor[] }[] = entries.map((entry) => ({ entry, code: [] }));
  const anchors = notes.flatMap(({ entry, code }) => {
    const note = entry.note;
    return note ? note.code.map((anchor, index) => ({ anchored: { entry, note, anchor, index }, code })) : [];
  });
  await parallel(anchors, 8, async ({ anchored, code }: { anchored: AnchoredNote; code: PlacedAnchor[] }) => {
    const location = await core.locations.of(anchored);
    code[anchored.index] = { anchor: anchored.anchor, location };
  });
  return { notes: notes.filter(({ entry }) => entry.note), problems: core.notes.problems() };
}

async function printJson({ notes, problems }: Found, terminal: Terminal): Promise<void> {
  await terminal.out(
    `${safeJson({
      version: 1,
      notes: notes.map(({ entry, code }) => ({
        file: entry.file,
        id: entry.note?.id ?? null,
        title: entry.note?.title ?? '',
        status: entry.note?.status ?? null,
        code: code.map(({ anchor, location }) => ({
          path: anchor.path,
          lines: lines(anchor.lines) ?? null,
          location: {
            path: location.path,
            lines: lines(location.lines) ?? null,
            state: location.state,
            confidence: Math.round(location.confidence * 1000) / 1000,
          },
        })),
      })),
      problems: problems.map(({ file, line, code, message }) => ({ file, line, code, message })),
    })}\n`,
  );
}

async function printText({ notes, problems }: Found, terminal: Terminal): Promise<void> {
  for (const { entry, code } of notes) {
    await terminal.out(
      [
        `${printable(entry.note?.title ?? '')} (${entry.note?.status ?? ''})`,
        `  ${printable(entry.file)}`,
        ...code.map((placed) => `  ${printable(describe(placed))}`),
        '',
        '',
      ].join('\n'),
    );
  }
  for (const { file, line, code, message } of problems)
    await terminal.out(`${printable(`${file}:${line}: ${message} [${code}]`)}\n`);
  const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;
  await terminal.out(
    `${problems.length > 0 ? '\n' : ''}${count(notes.length, 'note')}, ${count(problems.length, 'problem')}.\n`,
  );
}

function describe({ anchor, location }: PlacedAnchor): string {
  const written = place(anchor.path, anchor.lines);
  const percent = `${Math.round(location.confidence * 100)} %`;
  const now = place(location.path, location.lines);
  switch (location.state) {
    case 'exact':
      return `${written}  exact, ${percent}`;
    case 'moved':
    case 'edited':
      return `${written}  ${location.state}, now ${now}, ${percent}`;
    case 'uncertain': {
      const candidates = location.candidates.map(
        (one) => `${place(one.path, one.lines)} (${Math.round(one.confidence * 100)} %)`,
      );
      return `${written}  uncertain: ${candidates.join(', ') || 'no candidate'}`;
    }
    case 'lost':
      return `${written}  lost`;
  }
}

function place(path: string, range: LineRange | undefined): string {
  return range ? `${path}:${lines(range) ?? ''}` : path;
}

/** As a note writes them: `42-57`. */
function lines(range: LineRange | undefined): string | undefined {
  return range && `${range.start}-${range.end}`;
}
