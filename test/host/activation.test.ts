import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { commands, extensions, type Hover, Position, Uri, workspace } from 'vscode';
import { recordAnchor, printNewNote } from '../../src/core/index';
import { erase, eventually, folder } from './support/window';

/** The extension's lazy files that this extension host has loaded. */
function loaded(): string[] {
  return Object.keys(require.cache)
    .map((file) => basename(file))
    .filter((name) => /^lazy\.\w+\.js$/.test(name))
    .sort();
}

// The first file of the suite: what is loaded before anybody looks at a note can be seen only once.
describe('activation', () => {
  after(() => erase(folder('plain'), 'lazy'));

  it('activates without an error', async () => {
    const extension = extensions.getExtension('decision-notes.decision-notes');
    assert.ok(extension, 'VS Code knows the extension');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('loads neither the markdown parser nor the search until somebody looks at a note', async () => {
    assert.ok(
      Object.keys(require.cache).some((file) => basename(file) === 'extension.node.js'),
      'what this extension host loads is seen here',
    );
    const root = folder('plain');
    const text = 'one();\ntwo();\nthree();\n';
    const uri = Uri.file(join(root, 'lazy', 'a.ts'));
    mkdirSync(join(root, 'lazy', '.decisions'), { recursive: true });
    writeFileSync(uri.fsPath, text);
    await workspace.openTextDocument(uri);
    const hovers = () => commands.executeCommand<Hover[]>('vscode.executeHoverProvider', uri, new Position(1, 1));
    assert.equal((await hovers()).length, 0, 'no note, nothing to show');
    const before = loaded();
    assert.ok(!before.includes('lazy.markdown.js') && !before.includes('lazy.search.js'), before.join());

    const anchor = recordAnchor({ path: 'lazy/a.ts', text, lines: { start: 2, end: 2 } });
    const note = printNewNote({ title: 'Two is lazy', code: [anchor], body: 'Because *it* is.' });
    writeFileSync(join(root, 'lazy', '.decisions', 'lazy.md'), note);
    await eventually(async () => assert.ok((await hovers()).length > 0, 'the note is shown'));
    assert.ok(loaded().includes('lazy.markdown.js'), 'the first note that is shown loads the parser');
    assert.ok(!loaded().includes('lazy.search.js'), 'nobody has searched');
  });
});
