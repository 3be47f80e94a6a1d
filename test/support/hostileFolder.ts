import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { noteText } from './notes';
import { hostileRows } from './hostile';
import type { TemporaryFolder } from './temporary';

/** What no file outside the repository may be read for. */
export const canary = 'canary-3f9c1b';

/** The problem expected of each bad note on the disk, by root path, as `code@line`. */
export type ExpectedProblems = ReadonlyMap<string, string>;

/**
 * Fills a folder with every hostile note, with what cannot be kept in git, and with good notes among them; `outside` gets
 * what must not be read. The good ones are `good.md`, `zz-good.md` and `name …/.decisions/good.md`.
 */
export function writeHostileFolder(folder: TemporaryFolder, outside: TemporaryFolder): ExpectedProblems {
  const expected = new Map<string, string>();
  folder.write({ 'good.ts': 'export const good = 1;\n', 'src/good.ts': 'export const good = 2;\n' });
  outside.write({ 'canary.md': `# ${canary}\n`, 'folder/.decisions/canary.md': `# ${canary}\n` });
  cpSync(resolve('test', 'fixtures', 'hostile'), folder.at('.decisions'), { recursive: true });
  for (const [name, problem] of hostileRows) if (problem !== '') expected.set(`.decisions/${name}.md`, problem);

  const good = noteText('Good', {
    code: [{ path: 'good.ts', lines: { start: 1, end: 1 }, quote: 'export const good = 1;' }],
  });
  folder.write({
    '.decisions/good.md': good,
    '.decisions/zz-good.md': good,
    'name #%41 $(x)/.decisions/good.md': good,
    '.decisions/huge.md': `# Huge\n${'x'.repeat(10_000_000)}`,
    '.decisions/many-anchors.md': `---\ncode:\n${'  - path: good.ts\n'.repeat(100_000)}---\n# Many\n`,
    ['.decisions/name\u001b[2J\n\u202e.md']: '---\nstatus: [x\n---\n# Name\n',
    '.decisions/ name $(alert) [x](command:y) <b>.md': '---\nstatus: [x\n---\n# Name\n',
    '.decisions/unreadable.md': '# Unreadable\n',
    'pipe.ts': '',
  });
  expected.set('.decisions/huge.md', 'too-large@1');
  expected.set('.decisions/many-anchors.md', 'too-large@1');
  expected.set('.decisions/name\u001b[2J\n\u202e.md', 'yaml-syntax@2');
  expected.set('.decisions/ name $(alert) [x](command:y) <b>.md', 'yaml-syntax@2');
  chmodSync(folder.at('.decisions/unreadable.md'), 0);
  // Root may read everything.
  if (process.getuid?.() !== 0) expected.set('.decisions/unreadable.md', 'unreadable@1');

  mkdirSync(folder.at('.decisions/folder.md'));
  execFileSync('mkfifo', [folder.at('.decisions/pipe.md')]);
  writeFileSync(
    Buffer.concat([Buffer.from(folder.at('.decisions/')), Buffer.from([0xff, 0xfe]), Buffer.from('.md')]),
    '#',
  );
  const link = (to: string, path: string): void => symlinkSync(to, folder.at(path));
  link(outside.at('canary.md'), '.decisions/link-outside.md');
  link('link-circle-2.md', '.decisions/link-circle-1.md');
  link('link-circle-1.md', '.decisions/link-circle-2.md');
  link('nowhere.md', '.decisions/link-to-nothing.md');
  link('/dev/zero', '.decisions/link-device.md');
  link('..', '.decisions/link-folder');
  link(join(outside.path, 'folder', '.decisions'), 'src/.decisions');
  link(outside.at('folder'), 'linked');
  for (const name of ['link-outside', 'link-circle-1', 'link-circle-2', 'link-device'])
    expected.set(`.decisions/${name}.md`, 'unreadable@1');
  return expected;
}
