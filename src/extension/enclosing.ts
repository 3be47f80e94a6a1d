import { commands, type DocumentSymbol, type Selection, SymbolInformation, type TextDocument } from 'vscode';
import { enclosingSymbol, type LineRange } from '../core/index';
import { toLines } from './convert';

/** Lines that a note would be about, and the symbol's name where they are one. */
export interface Subject {
  readonly lines: LineRange;
  readonly symbol?: string | undefined;
}

/** A language server that starts may take long; nobody waits for it to record a decision. */
const patienceMs = 250;
/** Above this many lines the text itself is not searched for a symbol far away. */
const mostLines = 20_000;

/** What the person points at: the selected lines, else the symbol around the cursor, else the cursor's line. */
export async function subjectOf(document: TextDocument, selection: Selection): Promise<Subject> {
  if (!selection.isEmpty) return { lines: toLines(selection) };
  const line = selection.active.line + 1;
  const fromServer = await Promise.race([symbolFromServer(document, line), after(patienceMs)]);
  if (fromServer) return fromServer;
  if (document.lineCount <= mostLines) {
    const found = enclosingSymbol(document.getText(), line, document.uri.path);
    if (found) return { lines: found.lines, symbol: found.name };
  }
  return { lines: { start: line, end: line } };
}

async function symbolFromServer(document: TextDocument, line: number): Promise<Subject | undefined> {
  try {
    const symbols = await commands.executeCommand<(DocumentSymbol | SymbolInformation)[] | undefined>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    return innermost(symbols ?? [], line);
  } catch {
    // A language without symbols: the text is looked at instead.
    return undefined;
  }
}

function innermost(symbols: readonly (DocumentSymbol | SymbolInformation)[], line: number): Subject | undefined {
  for (const symbol of symbols) {
    if (symbol instanceof SymbolInformation) continue;
    const lines = toLines(symbol.range);
    if (line < lines.start || line > lines.end) continue;
    const inner = innermost(symbol.children, line);
    // A one-line member (a field, a local) is too small to be what a decision is about, its owner is.
    if (inner && inner.lines.end > inner.lines.start) return inner;
    return { lines, symbol: symbol.name };
  }
  return undefined;
}

function after(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds));
}
