import { Diagnostic, DiagnosticSeverity, languages, Range, type TextDocument, workspace } from 'vscode';
import type { Disposable, Problem } from '../../core/index';
import { parseNote } from '../../core/index';
import type { Report } from '../report';
import type { Root } from '../root';

/** The source named in the Problems panel. */
export const source = 'Decision Notes';

const typingMilliseconds = 200;
/** Problems that only the index of all notes can see; the rest are seen in the note's own text. */
const seenByIndex: ReadonlySet<string> = new Set(['duplicate-id', 'code-missing']);

/** Problems of one root's notes in the Problems panel: as the index has them, and as a note's text has them while it is edited. */
export class RootDiagnostics implements Disposable {
  readonly #root: Root;
  readonly #report: Report;
  readonly #collection = languages.createDiagnosticCollection('decision-notes');
  readonly #shown = new Map<string, string>();
  readonly #typed = new Map<string, readonly Problem[]>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #listeners: Disposable[];

  constructor(root: Root, report: Report) {
    this.#root = root;
    this.#report = report;
    this.#listeners = [
      root.core.notes.onDidChange(() => this.#show()),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#edited(document);
      }),
      workspace.onDidSaveTextDocument((document) => this.#settled(document)),
      workspace.onDidCloseTextDocument((document) => this.#settled(document)),
    ];
    void root.core.notes.ready().then(() => this.#show());
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#collection.dispose();
  }

  #file(document: TextDocument): string | undefined {
    const path = this.#root.toPath(document.uri);
    return path !== undefined && this.#root.core.notes.get(path) ? path : undefined;
  }

  #edited(document: TextDocument): void {
    const file = this.#file(document);
    if (file === undefined) return;
    clearTimeout(this.#timers.get(file));
    this.#timers.set(
      file,
      setTimeout(() => void this.#report.run(() => this.#parse(file, document)), typingMilliseconds),
    );
  }

  async #parse(file: string, document: TextDocument): Promise<void> {
    this.#timers.delete(file);
    const { version } = document;
    const { problems } = await parseNote(file, document.getText());
    if (document.isClosed || document.version !== version) return;
    // A clean document is what is on the disk, which the index reads.
    if (document.isDirty) this.#typed.set(file, problems);
    else this.#typed.delete(file);
    this.#show();
  }

  #settled(document: TextDocument): void {
    const file = this.#root.toPath(document.uri);
    if (file === undefined) return;
    clearTimeout(this.#timers.get(file));
    this.#timers.delete(file);
    if (this.#typed.delete(file)) this.#show();
  }

  #show(): void {
    const byFile = new Map<string, Problem[]>();
    const add = (problem: Problem): void => {
      const list = byFile.get(problem.file);
      if (list) list.push(problem);
      else byFile.set(problem.file, [problem]);
    };
    for (const problem of this.#root.core.notes.problems()) {
      if (!this.#typed.has(problem.file) || seenByIndex.has(problem.code)) add(problem);
    }
    for (const problems of this.#typed.values()) problems.forEach(add);
    for (const [file, problems] of byFile) {
      const shown = JSON.stringify(problems);
      if (this.#shown.get(file) === shown) continue;
      this.#shown.set(file, shown);
      this.#collection.set(this.#root.toUri(file), problems.map(diagnostic));
    }
    for (const file of this.#shown.keys()) {
      if (byFile.has(file)) continue;
      this.#shown.delete(file);
      this.#collection.delete(this.#root.toUri(file));
    }
  }
}

function diagnostic(problem: Problem): Diagnostic {
  const line = Math.max(0, problem.line - 1);
  const severity = problem.severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
  const result = new Diagnostic(new Range(line, 0, line, Number.MAX_SAFE_INTEGER), problem.message, severity);
  result.source = source;
  result.code = problem.code;
  return result;
}
