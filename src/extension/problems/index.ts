import { Disposable, languages } from 'vscode';
import type { Root } from '../root';
import type { Services } from '../services';
import { RootDiagnostics } from './diagnostics';
import { NoteFixes } from './fixes';

/** What is wrong with notes, in the Problems panel, with quick fixes where one is safe. */
export function registerProblems({ roots, report }: Services): Disposable {
  const shown = new Map<Root, RootDiagnostics>();
  const follow = (): void => {
    const present = new Set(roots.all());
    for (const [root, diagnostics] of shown) {
      if (present.has(root)) continue;
      diagnostics.dispose();
      shown.delete(root);
    }
    for (const root of present) if (!shown.has(root)) shown.set(root, new RootDiagnostics(root, report));
  };
  follow();
  return Disposable.from(
    roots.onDidChange(follow),
    languages.registerCodeActionsProvider({ pattern: '**/*.md' }, new NoteFixes(roots), {
      providedCodeActionKinds: NoteFixes.kinds,
    }),
    {
      dispose: () => shown.forEach((diagnostics) => diagnostics.dispose()),
    },
  );
}
