import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Position, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import { turn } from '../../src/core/util/turn';
import { atRest, restWhileTyping } from '../../src/extension/atRest';
import { writeFiles } from '../support/sampleNotes';
import { closeEditors, erase, eventually, folder } from './support/window';

describe('long work', () => {
  const at = (name: string): Uri => Uri.file(join(folder('plain'), name));

  before(() => writeFiles(folder('plain'), { 'rest-a.ts': 'let a;\n', 'rest-b.ts': 'let b;\n' }));

  after(async () => {
    await closeEditors();
    erase(folder('plain'), 'rest-a.ts', 'rest-b.ts');
  });

  it('rests while somebody types in the editor, not for what changes elsewhere, and is done after', async () => {
    const resting = restWhileTyping();
    const other = await workspace.openTextDocument(at('rest-b.ts'));
    const editor = await window.showTextDocument(await workspace.openTextDocument(at('rest-a.ts')));
    const elsewhere = new WorkspaceEdit();
    elsewhere.insert(other.uri, new Position(0, 0), '// ');
    assert.equal(await workspace.applyEdit(elsewhere), true);
    await eventually(() => assert.equal(other.isDirty, true));
    assert.equal(turn.restLeft(), 0, 'nobody typed');

    let done = 0;
    const redraw = atRest(20, () => done++);
    let given = false;
    for (let key = 0; key < 8; key++) {
      await editor.edit((edit) => edit.insert(new Position(0, 0), 'x'));
      assert.ok(turn.restLeft() > 0);
      redraw.soon();
      if (key === 0) void turn.next().then(() => (given = true));
      assert.equal(done, 0);
      assert.equal(given, false);
    }
    await eventually(() => assert.deepEqual([done, given], [1, true]));
    redraw.soon();
    redraw.dispose();
    resting.dispose();
    await new Promise<void>((resolve) => atRest(60, resolve).soon());
    assert.equal(done, 1, 'nothing is done once it is disposed');
  });
});
