import type { FileDiff, Hunk } from './diff';
import { languageOf } from './languages';
import { excerpt, type CommitChange, type Trigger } from './trigger';

/** Changed lines (added and removed) from which a commit counts as large. */
export const largeChange = 200;
/** Days for which a file was left alone, and lines replaced in one place, from which a change is a rewrite of old code. */
const oldDays = 365;
const rewrittenLines = 10;

/** 200 or more changed lines of code: points at the largest added block. */
export function largeTriggers(files: readonly FileDiff[]): Trigger[] {
  const code = files.filter(({ newPath, oldPath }) => languageOf(newPath ?? oldPath ?? '') !== undefined);
  let changed = 0;
  let best: { path: string; hunk: Hunk } | undefined;
  for (const file of code) {
    for (const hunk of file.hunks) {
      changed += hunk.lines.length;
      if (file.newPath === undefined || hunk.newCount === 0) continue;
      if (best === undefined || hunk.newCount > best.hunk.newCount) best = { path: file.newPath, hunk };
    }
  }
  if (changed < largeChange || best === undefined) return [];
  const evidence = `${changed}`;
  return [{ kind: 'large', path: best.path, pattern: 'large', lines: addedLines(best.hunk), evidence }];
}

/** Ten or more lines replaced in a file that nobody touched for a year: every line taken away was at least that old. */
export function rewriteTriggers(file: FileDiff, untouchedDays: number | undefined): Trigger[] {
  const path = file.newPath;
  if (path === undefined || untouchedDays === undefined || untouchedDays < oldDays) return [];
  const found: Trigger[] = [];
  for (const hunk of file.hunks) {
    const added = hunk.lines.filter(({ kind, text }) => kind === 'added' && text.trim() !== '').length;
    const removed = hunk.lines.filter(({ kind, text }) => kind === 'removed' && text.trim() !== '').length;
    if (added < rewrittenLines || removed < rewrittenLines) continue;
    const evidence = `${Math.floor(untouchedDays / 365)}`;
    found.push({ kind: 'rewrite', path, pattern: 'rewrite', lines: addedLines(hunk), evidence });
  }
  return found;
}

const configuration =
  /(?:^|\/)(?:\.?[\w-]+rc(?:\.\w+)?|[\w.-]*\.(?:ya?ml|toml|ini|cfg|conf|properties|env|tf|hcl|editorconfig)|(?:tsconfig|jsconfig|settings|config)[\w.-]*\.jsonc?|[\w-]+\.config\.[cm]?[jt]s|dockerfile[\w.-]*|containerfile|\.env[\w.-]*|nginx[\w.-]*|codeowners)$/i;
const dataFolders = /(?:^|\/)(?:docs?|site|website|content|i18n|locales?|translations?|_data|assets|changelogs?)\//i;
const versionBump = /^\W*["']?(?:version|rev|tag|image|uses)\b|\d+\.\d+\.\d+|@v?\d|^\W*$|^\s*(?:#|\/\/|;)/i;

/** What steers the build, the checks and the forge, not the product: measured, such a change tells nothing. */
const tooling =
  /(?:^|\/)\.(?:github|gitlab|circleci|husky|vscode|idea|devcontainer)\/|(?:^|\/)(?:\.?(?:travis|appveyor|gitlab-ci|cirrus|azure-pipelines|pre-commit-config|codecov|goreleaser|readthedocs|mailmap|npmrc|nvmrc|editorconfig|flake8|pylintrc|babelrc|mocharc|swcrc|nycrc|c8rc)[\w.-]*|[\w.-]*(?:eslint|prettier|stylelint|golangci|rubocop|lintr?|jest|vitest|vite|rollup|webpack|babel|karma|renovate|release)[\w.-]*|tsconfig[\w.-]*|jsconfig[\w.-]*|pyproject\.toml|cargo\.toml|setup\.cfg|tox\.ini|pytest\.ini|mkdocs\.yml|_config\.yml|codeowners|gradle(?:-wrapper)?\.properties)$/i;

/** Whether a file is written in a format for settings and data, whatever it holds. */
export function isConfigurationFormat(path: string): boolean {
  return configuration.test(path);
}

/** Whether a file holds settings that change how the product behaves. */
export function isConfiguration(path: string): boolean {
  return configuration.test(path) && !tooling.test(path) && !dataFolders.test(path);
}

/** A setting that was changed or added in a configuration file. Version bumps, comments and texts are none. */
export function configurationTriggers(file: FileDiff): Trigger[] {
  const path = file.newPath;
  if (path === undefined || !isConfiguration(path)) return [];
  for (const hunk of file.hunks) {
    const added = hunk.lines.filter(({ kind, text }) => kind === 'added' && !versionBump.test(text.slice(0, 400)));
    const first = added[0];
    if (first === undefined) continue;
    const pattern = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
    return [{ kind: 'configuration', path, pattern, lines: addedLines(hunk), evidence: excerpt(first.text) }];
  }
  return [];
}

/** A commit that takes another one back: git's own subject, or one that says so. */
export function revertTriggers(change: CommitChange): Trigger[] {
  if (
    !/^(?:revert\b|(?:\w+(?:\([^)]{0,80}\))?!?: ?)?revert(?:s|ed|ing)?\b|back(?:ed|ing)? out\b)/i.test(change.subject)
  ) {
    return [];
  }
  for (const file of change.files) {
    const hunk = file.hunks[0];
    if (file.newPath === undefined || hunk === undefined) continue;
    const evidence = excerpt(change.subject);
    return [{ kind: 'revert', path: file.newPath, pattern: 'revert', lines: addedLines(hunk), evidence }];
  }
  return [];
}

/** The new lines of a hunk; where it only removed, the line before. */
export function addedLines(hunk: Hunk): { start: number; end: number } {
  const added = hunk.lines.filter(({ kind }) => kind === 'added').map(({ line }) => line);
  const first = added[0];
  const last = added[added.length - 1];
  if (first !== undefined && last !== undefined) return { start: first, end: last };
  const line = Math.max(1, hunk.newStart);
  return { start: line, end: line };
}
