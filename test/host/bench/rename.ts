import { existsSync, readdirSync } from 'node:fs';
import { workspace, WorkspaceEdit } from 'vscode';
import type { Job, Report } from './job';
import { at, hover, isNoted, settled, until } from './window';

const times = 3;

/** Renames a folder and back, as the explorer does: with all who take part before it. */
export async function measureRename(job: Job): Promise<NonNullable<Report['rename']>> {
  const took: number[] = [];
  const found: number[] = [];
  const before = notesUnder(job.moving);
  const there = `${job.moving}-renamed`;
  if (job.on) {
    const [probe] = job.probes;
    if (!probe) throw new Error('There is nothing to hover over.');
    const document = await workspace.openTextDocument(at(probe.path));
    await until('the notes are known', async () => isNoted(await hover(document, probe.noted)));
  }
  for (let round = 0; round < times; round++) {
    for (const [from, to] of [
      [job.moving, there],
      [there, job.moving],
    ] as const) {
      await settled();
      const edit = new WorkspaceEdit();
      edit.renameFile(at(from), at(to), { overwrite: false });
      const started = performance.now();
      if (!(await workspace.applyEdit(edit))) throw new Error('The rename was refused.');
      took.push(performance.now() - started);
      if (existsSync(at(from).fsPath) || notesUnder(to) !== before) throw new Error(`${to} is not what ${from} was.`);
      if (!job.on || to === job.moving) continue;
      const document = await workspace.openTextDocument(at(`${to}/deep/file-1.ts`));
      found.push(await until('a note is shown in a moved file', async () => isNoted(await hover(document, 10))));
    }
  }

  return { took, found };
}

function notesUnder(folder: string): number {
  return readdirSync(at(folder).fsPath, { recursive: true }).filter((name) => String(name).endsWith('.md')).length;
}
