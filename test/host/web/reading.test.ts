import assert from 'node:assert/strict';
import { extensions, Selection, Uri, window, workspace } from 'vscode';
import { parseNote } from '../../../src/core/index';
import { Capture } from '../../../src/extension/capture/model';
import { noGitText } from '../../../src/extension/noGit';
import { ThenNow } from '../../../src/extension/thenNow';
import { resolveRef } from '../../../src/extension/target';
import { eventually, hoverTexts, makeServices, type TestServices } from '../support/services';

describe('in a browser', () => {
  let services: TestServices;
  let top: Uri;

  before(async () => {
    await extensions.getExtension('decision-notes.decision-notes')?.activate();
    services = await makeServices(undefined);
    [{ uri: top }] = workspace.workspaceFolders as unknown as [{ uri: Uri }];
  });
  after(() => services.dispose());

  const at = (path: string) => Uri.joinPath(top, path);
  const root = () => {
    const [only, ...more] = services.roots.all();
    assert.ok(only);
    assert.deepEqual(more, []);
    return only;
  };

  it('is active, where there is neither Node nor a disk', () => {
    assert.equal(extensions.getExtension('decision-notes.decision-notes')?.isActive, true);
    assert.equal(typeof process, 'undefined');
    assert.notEqual(top.scheme, 'file');
  });

  it('lists every note of the folder', async () => {
    const files = (await workspace.findFiles('**/.decisions/*.md')).map(({ path }) => path.slice(top.path.length + 1));
    await root().core.notes.ready();
    const notes = root().core.notes.all();
    assert.ok(notes.length > 3);
    assert.deepEqual(notes.map(({ file }) => file).sort(), files.sort());
    assert.deepEqual(
      notes.flatMap(({ problems }) => problems),
      [],
    );
  });

  it('shows a note in a hover', async () => {
    const document = await workspace.openTextDocument(at('src/payments/retry.ts'));
    const [live] = (await services.tracker.load(document)).filter(({ lines }) => lines !== undefined);
    assert.ok(live?.lines);
    const { start } = live.lines;
    const text = await eventually(async () => {
      const shown = await hoverTexts(document.uri, start - 1);
      assert.ok(shown.includes('command:decisionNotes.openNote'));
      return shown;
    });
    assert.ok(text.replaceAll('&nbsp;', ' ').includes(live.placed.note.title), text);
  });

  it('records a note through the editor’s file system, and says what is missing for want of git', async () => {
    const capture = new Capture(services);
    const folder = at('web');
    try {
      await workspace.fs.writeFile(Uri.joinPath(folder, 'a.ts'), new TextEncoder().encode('one();\ntwo();\n'));
      const editor = await window.showTextDocument(await workspace.openTextDocument(Uri.joinPath(folder, 'a.ts')));
      editor.selection = new Selection(0, 0, 1, 6);
      const draft = await capture.record();
      assert.ok(draft);
      await capture.save({ draft: draft.id, body: 'Written in a browser\n\nWithout git.' });
      const [[name], ...more] = (await workspace.fs.readDirectory(Uri.joinPath(folder, '.decisions'))) as [
        [string, number],
      ];
      assert.deepEqual(more, []);
      const bytes = await workspace.fs.readFile(Uri.joinPath(folder, '.decisions', name));
      const { note, problems } = await parseNote(name, bytes);
      assert.deepEqual(problems, []);
      assert.equal(note.title, 'Written in a browser');
      assert.deepEqual(note.decisionMakers, []);
      const [anchor] = note.code;
      assert.equal(anchor?.path, 'web/a.ts');
      assert.deepEqual(anchor.lines, { start: 1, end: 2 });
      assert.equal(anchor.quote, 'one();\ntwo();');
      assert.equal(anchor.commit, undefined);
      assert.match(noGitText(services.roots.all()) ?? '', /author, commit, history and renames are not known/);
    } finally {
      capture.dispose();
      await workspace.fs.delete(folder, { recursive: true });
    }
  });

  it('compares then and now by what the note quotes', async () => {
    const thenNow = new ThenNow(services);
    try {
      const entry = root()
        .core.notes.all()
        .find(({ note }) => note?.code[0]?.quote !== undefined);
      assert.ok(entry);
      await thenNow.compare(await resolveRef(services, { root: root().key, file: entry.file }));
      const then = await eventually(() => {
        const shown = workspace.textDocuments.find(({ uri }) => uri.scheme === 'decision-notes-then');
        assert.ok(shown);
        return shown.getText();
      });
      assert.ok(then.includes(entry.note?.code[0]?.quote?.split('\n')[0] ?? '?'), then);
    } finally {
      thenNow.dispose();
    }
  });
});
