import { configurationTriggers, largeTriggers, revertTriggers, rewriteTriggers } from './changeTriggers';
import { commentTriggers } from './commentTriggers';
import type { FileDiff } from './diff';
import { hasGeneratedBanner, isGeneratedPath } from './generated';
import { languageOf } from './languages';
import { numberTriggers, timingTriggers } from './lineTriggers';
import type { CommitChange, Trigger } from './trigger';

/** Every hint at a decision in one commit, in the order of the files. Generated and vendored files are left out. */
export function detectTriggers(change: CommitChange): Trigger[] {
  const steps = detectInSteps(change);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The same, a file a step, for a program that has other things to do. */
export function* detectInSteps(change: CommitChange): Generator<undefined, Trigger[]> {
  const files = change.files.filter((file) => isOurs(file, change.texts));
  const own = { ...change, files };
  const removed = removedLines(files);
  const triggers = [...revertTriggers(own), ...largeTriggers(files)];
  for (const file of files) {
    yield;
    const path = file.newPath;
    if (path === undefined) continue;
    triggers.push(...configurationTriggers(file));
    if (languageOf(path) === undefined) continue;
    triggers.push(...commentTriggers(file, change.texts.get(path), removed));
    triggers.push(...timingTriggers(file), ...numberTriggers(file));
    triggers.push(...rewriteTriggers(file, change.untouchedDays(file.oldPath ?? path)));
  }
  return triggers;
}

function isOurs(file: FileDiff, texts: ReadonlyMap<string, string>): boolean {
  const path = file.newPath ?? file.oldPath;
  if (path === undefined || file.binary || isGeneratedPath(path)) return false;
  const text = texts.get(path) ?? headOf(file);
  return !hasGeneratedBanner(text) && !path.split('/').includes('.decisions');
}

/** The first added lines of a new file, where a banner would be. */
function headOf(file: FileDiff): string {
  const first = file.hunks[0];
  if (first === undefined || first.newStart > 1) return '';
  return first.lines
    .slice(0, 20)
    .map(({ text }) => text.slice(0, 200))
    .join('\n');
}

function removedLines(files: readonly FileDiff[]): Set<string> {
  const lines = new Set<string>();
  for (const file of files) {
    for (const hunk of file.hunks) {
      for (const { kind, text } of hunk.lines) {
        const trimmed = text.trim();
        if (kind === 'removed' && trimmed.length > 3) lines.add(trimmed);
      }
    }
  }
  return lines;
}
