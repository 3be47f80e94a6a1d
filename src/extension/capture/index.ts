import { commands as editorCommands, Disposable } from 'vscode';
import { commands } from '../contributions';
import type { Services } from '../services';
import { Capture } from './model';
import { CommentingRanges } from './ranges';

/** Recording a decision where it is made: an editor opens beside the lines, and saves the note. */
export function registerCapture(services: Services): Disposable {
  const { report } = services;
  const capture = new Capture(services);
  const ranges = new CommentingRanges(capture.controller, services.roots);
  const register = (command: string, run: (argument: unknown) => unknown): Disposable =>
    editorCommands.registerCommand(command, (argument: unknown) => report.run(() => run(argument)));
  return Disposable.from(
    capture,
    ranges,
    register(commands.record, (argument) => capture.record(argument)),
    register(commands.recordInFull, (argument) => capture.recordInFull(argument)),
    register(commands.saveDraft, (argument) => capture.save(argument)),
    register(commands.draftInFull, (argument) => capture.draftInFull(argument)),
    register(commands.leaveDraft, () => capture.leave()),
    register(commands.discardDraft, (argument) => capture.discard(argument)),
    register(commands.changeDraftRange, (argument) => capture.changeLines(argument)),
  );
}
