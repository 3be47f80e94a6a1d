import { commands as vscodeCommands, Disposable } from 'vscode';
import { commands } from '../contributions';
import type { Services } from '../services';
import { targetOf, type Target } from '../target';
import { ThenNow } from '../thenNow';
import { acceptMoved } from './accept';
import { confirm, deprecate, relate, supersede } from './change';
import { moveToSelection, reanchor, splitAtCursor } from './place';
import { remove } from './remove';
import { copyLink, editNote, openLinkedNote, openNote, revealNote } from './show';
import { StagedMoves } from './stagedMoves';
import { tidy } from './tidy';

type Act = (services: Services, target: Target, thenNow: ThenNow) => Promise<void>;

/** What can be done with one note; each is one command, for the note that it is given, at the cursor, or picked. */
const acts: ReadonlyMap<string, Act> = new Map<string, Act>([
  [commands.openNote, openNote],
  [commands.editNote, editNote],
  [commands.revealNote, revealNote],
  [commands.copyLink, copyLink],
  [commands.compareNote, (_services, target, thenNow) => thenNow.compare(target)],
  [commands.confirmNote, confirm],
  [commands.reanchorNote, reanchor],
  [commands.moveNote, moveToSelection],
  [commands.splitNote, splitAtCursor],
  [commands.supersedeNote, supersede],
  [commands.deprecateNote, deprecate],
  [commands.relateNote, relate],
  [commands.openLinkedNote, openLinkedNote],
  [commands.deleteNote, remove],
]);

/** The commands over a note's life. */
export function registerLife(services: Services): Disposable {
  const thenNow = new ThenNow(services);
  const staged = new StagedMoves(services.roots);
  const { report } = services;
  const registered = [...acts].map(([id, act]) =>
    vscodeCommands.registerCommand(id, (argument: unknown) =>
      report.run(async () => {
        const target = await targetOf(services, argument);
        if (target) await act(services, target, thenNow);
      }),
    ),
  );
  return Disposable.from(
    thenNow,
    staged,
    ...registered,
    vscodeCommands.registerCommand(commands.acceptMoved, () => report.run(() => acceptMoved(services))),
    vscodeCommands.registerCommand(commands.tidy, () => report.run(() => tidy(services, staged))),
  );
}
