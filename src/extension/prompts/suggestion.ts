import { type Uri, workspace } from 'vscode';
import { recordAnchor, type LineRange } from '../../core/index';
import { locateInText } from '../../core/anchor/locateInText';
import type { Trigger } from '../../core/prompts/trigger';
import type { Root } from '../root';
import type { Roots } from '../roots';

/** A suggestion as it is kept for later: plain data. Its lines are those of the commit. */
export interface Suggestion {
  /** Address of the repository's top. */
  readonly root: string;
  readonly commit: string;
  readonly trigger: Trigger;
  readonly title: string;
}

/** Where a suggestion's lines are now. */
export interface PresentLines {
  readonly root: Root;
  readonly uri: Uri;
  /** 1-based, inclusive. */
  readonly lines: LineRange;
}

/**
 * Finds the lines of a suggestion in the file as it is now, with what is typed and not yet saved or committed: between the
 * commit and the note the code may have moved. `undefined` when they are gone, or nobody could say which they are.
 */
export async function presentLines(
  roots: Roots,
  { root: key, commit, trigger }: Suggestion,
): Promise<PresentLines | undefined> {
  await roots.ready();
  const root = roots.all().find((one) => one.key === key);
  const bytes = await root?.host.git?.blob(commit, trigger.path);
  if (!root || !bytes) return undefined;
  const original = new TextDecoder().decode(bytes);
  const path = (await root.host.files.stamp(trigger.path).catch(() => undefined))
    ? trigger.path
    : await root.host.git?.follow(commit, trigger.path);
  if (path === undefined) return undefined;
  const uri = root.toUri(path);
  const document = await workspace.openTextDocument(uri);
  const anchor = recordAnchor({ path: trigger.path, text: original, lines: trigger.lines, commit });
  const { lines } = locateInText(anchor, document.getText(), { original });
  return lines && { root, uri, lines };
}

/** What was kept, as far as this version understands it. */
export function suggestionsFromData(data: unknown): readonly Suggestion[] {
  return Array.isArray(data) ? data.filter(isSuggestion) : [];
}

function isSuggestion(one: unknown): one is Suggestion {
  if (typeof one !== 'object' || one === null) return false;
  const { root, commit, trigger, title } = one as Partial<Record<keyof Suggestion, unknown>>;
  return [root, commit, title].every((part) => typeof part === 'string') && typeof trigger === 'object';
}
