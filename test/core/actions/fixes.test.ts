import assert from 'node:assert/strict';
import { applyFix, fixFor } from '../../../src/core/actions/fixes';
import { parseNote } from '../../../src/core/index';

const id = '01KAPX3T5M8Q0Z7V2N4R6W9YBD';

/** The text after the only safe repair of the note's problems; `undefined` where there is none. */
async function repaired(text: string, root?: string): Promise<string | undefined> {
  const { problems } = await parseNote('n.md', text);
  assert.ok(problems.length > 0, text);
  const fix = problems.map((problem) => fixFor(problem, text, root)).find(Boolean);
  if (!fix) return undefined;
  const [change] = (await applyFix({ file: 'n.md', text }, fix, id)).changes;
  assert.ok(change?.kind === 'replace');
  const { problems: left } = await parseNote('n.md', change.after);
  assert.ok(left.length < problems.length, JSON.stringify(left));
  return change.after;
}

/** Asserts it with each kind of line end, and with a byte order mark. */
async function fixes(text: string, after: string | undefined, root?: string): Promise<void> {
  for (const mark of ['', '\ufeff']) {
    assert.equal(await repaired(mark + text, root), after === undefined ? after : mark + after);
    const crlf = (part: string): string => mark + part.replaceAll('\n', '\r\n');
    assert.equal(await repaired(crlf(text), root), after === undefined ? after : crlf(after));
  }
}

const status = (value: string): string => `---\n# c\nstatus:  ${value}\nx: 1\n---\n\n# A\n\nstatus: acepted\n`;
const anchor = (entry: string): string => `---\ncode:\n  - symbol: path\n    path:  a.ts\n  -   ${entry}\n---\n\n# A\n`;
const lines = (value: string): string => anchor(`path: b.ts\n      lines:   ${value}`);
const path = (value: string): string => anchor(`path:   ${value}`);

describe('repairs of broken notes', () => {
  it('give a note whose id is none a new one, and keep every other byte', async () => {
    const text = '---\nid: mine # old\nstatus: accepted\n---\n\n# A\n';
    await fixes(text, text.replace('mine', id));
  });

  it('turn front matter of another language into yaml without evaluating it', async () => {
    await fixes('---js\nstatus: accepted\n---\n\n# A\n', '---\nstatus: accepted\n---\n\n# A\n');
  });

  it('open front matter that has an end', async () => {
    await fixes('status: accepted\n---\n\n# A\n', '---\nstatus: accepted\n---\n\n# A\n');
    await fixes('status: accepted\n\n# A\n', undefined);
  });

  it('offer the nearest status', async () => {
    await fixes(status('acepted # c'), status('accepted # c'));
    await fixes(status("'supersded'"), status("'superseded'"));
    await fixes(status('"Depreciated"   # c'), status('"deprecated"   # c'));
    await fixes(status('rejetced'), status('rejected'));
    await fixes(status('done'), undefined);
    await fixes(status('a'), undefined);
    await fixes(status('|\n  acepted'), undefined);
  });

  it('turn reversed lines round', async () => {
    await fixes(lines('9-1 # c'), lines('1-9 # c'));
    await fixes(lines("'9 – 01'"), lines("'01 – 9'"));
    await fixes(lines('0-0'), undefined);
    await fixes(lines('9-0'), undefined);
    await fixes(lines('many'), undefined);
  });

  it('make a path relative, with slashes, where it can only mean that', async () => {
    await fixes(path('src\\a.ts # c'), path('src/a.ts # c'));
    await fixes(path("'src\\it''s.ts'"), path("'src/it''s.ts'"));
    await fixes(path('"src\\\\a.ts"'), path('"src/a.ts"'));
    await fixes(path('"src\\ta.ts"'), undefined);
    await fixes(path('/home/ada/repo/src/a.ts'), path('src/a.ts'), '/home/ada/repo');
    await fixes(path('/home/ada/repo2/src/a.ts'), undefined, '/home/ada/repo');
    await fixes(path('/home/ada/repo/../x.ts'), undefined, '/home/ada/repo');
    await fixes(path('/home/ada/repo/.git/config'), undefined, '/home/ada/repo/');
    await fixes(path('c:\\Work\\Repo\\src\\a.ts'), path('src/a.ts'), 'C:\\work\\repo');
    await fixes(path('..\\..\\x.ts'), undefined, 'C:\\work\\repo');
    await fixes(path('/etc/passwd'), undefined, '/');
  });

  it('are offered where they are safe alone', () => {
    for (const code of [
      'conflict-markers',
      'yaml-syntax',
      'front-matter-unclosed',
      'duplicate-key',
      'not-utf8',
    ] as const)
      assert.equal(fixFor({ code, line: 1 }, ''), undefined);
    assert.equal(fixFor({ code: 'bad-path', line: 99 }, 'path: x'), undefined);
  });

  it('change nothing where the text is another one by now', async () => {
    const fix = fixFor({ code: 'bad-lines', line: 1 }, 'lines: 9-1');
    assert.ok(fix);
    assert.deepEqual(await applyFix({ file: 'n.md', text: 'lines: 19-1' }, fix, id), { changes: [] });
  });
});
