import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packExtension } from '../../scripts/lib/package.mjs';
import { session } from './support/hooks';

describe('the packed extension', () => {
  let folder: string;
  let vsix: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'decision-notes-package-'));
    vsix = await packExtension(folder);
  });
  after(async () => {
    await session().closeWindows();
    await rm(folder, { recursive: true, force: true });
  });

  it('holds what runs and what is read, under 600 KB', () => {
    assert.ok(statSync(vsix).size < 600 * 1024, `${statSync(vsix).size} bytes`);
    const files = zipNames(readFileSync(vsix));
    const allowed =
      /^(\[Content_Types\]\.xml|extension\.vsixmanifest|extension\/(package(\.nls(\.[\w-]+)?)?\.json|(readme|changelog)\.md|LICENSE\.txt|l10n\/[\w.-]+\.json|dist\/[\w.-]+\.js|media\/[\w/-]+\.(png|svg)))$/;
    assert.deepEqual(
      files.filter((file) => !allowed.test(file)),
      [],
    );
    assert.ok(files.includes('extension/dist/extension.node.js'));
    assert.ok(files.includes('extension/dist/extension.web.js'));
  });

  it('installs into a VS Code and works there', async () => {
    const window = await session().openInstalled(vsix, await session().sampleFolder());
    await window.focusView('Notes');
    await window.treeRows('Notes').first().waitFor();
    await window.openFile('retry.ts');
    await window.goTo(11, 10);
    assert.match(await window.hoverText(), /Retry only idempotent calls/);
  });
});

/** The names in a zip's central directory: APPNOTE.TXT, 4.3.12. */
function zipNames(zip: Buffer): string[] {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const names: string[] = [];
  for (let at = zip.readUInt32LE(end + 16); at < end;) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    names.push(zip.toString('utf8', at + 46, at + 46 + name));
    at += 46 + name + extra + comment;
  }
  return names;
}
