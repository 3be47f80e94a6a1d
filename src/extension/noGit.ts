import { l10n, workspace } from 'vscode';
import type { Root } from './root';

/** Whether git knows of this root, and cannot be asked: in a browser, without a disk, in Restricted Mode, or not installed. */
export function lacksGit(root: Root): boolean {
  return root.host.git === undefined && (root.source.repository || root.source.top.scheme !== 'file');
}

/** What is missing for want of git, for people; `undefined` where nothing is. */
export function noGitText(roots: readonly Root[]): string | undefined {
  if (!roots.some(lacksGit)) return undefined;
  return workspace.isTrusted
    ? l10n.t(
        'There is no git here: author, commit, history and renames are not known. Moved code is found by its text.',
      )
    : l10n.t(
        'Git is not run in Restricted Mode: author, commit, history and renames are not known. Trust this workspace to use them.',
      );
}
