import {
  CodeLens,
  type CodeLensProvider,
  Disposable,
  type Event as VscodeEvent,
  EventEmitter,
  languages,
  type TextDocument,
  workspace,
} from 'vscode';
import { commands, settings } from '../contributions';
import { toRange } from '../convert';
import { noteArgument } from '../noteMarkdown';
import type { Services } from '../services';
import type { Tracker } from '../tracker';

/** Titles of notes above the code that they are about; nothing is registered while the setting is off, as it is at first. */
export function registerLens({ tracker }: Services): Disposable {
  let registered: Disposable | undefined;
  const follow = (): void => {
    const wanted = workspace.getConfiguration().get<boolean>(settings.codeLens, false);
    if (wanted === (registered !== undefined)) return;
    registered?.dispose();
    registered = wanted ? register(tracker) : undefined;
  };
  follow();
  return Disposable.from(
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settings.codeLens)) follow();
    }),
    {
      dispose: () => {
        registered?.dispose();
      },
    },
  );
}

function register(tracker: Tracker): Disposable {
  const changed = new EventEmitter<void>();
  const provider = new NoteLenses(tracker, changed);
  return Disposable.from(
    changed,
    tracker.onDidChange(() => changed.fire()),
    languages.registerCodeLensProvider({ scheme: '*' }, provider),
  );
}

class NoteLenses implements CodeLensProvider {
  readonly onDidChangeCodeLenses: VscodeEvent<void>;
  private readonly tracker: Tracker;

  constructor(tracker: Tracker, changed: EventEmitter<void>) {
    this.tracker = tracker;
    this.onDidChangeCodeLenses = changed.event;
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    const notes = await this.tracker.load(document);
    return notes.flatMap((live) => {
      if (!live.lines) return [];
      const { start } = live.lines;
      const title = live.placed.note.title;
      const command = { command: commands.openNote, title, arguments: [noteArgument(live)] };
      return [new CodeLens(toRange({ start, end: start }, document), command)];
    });
  }
}
