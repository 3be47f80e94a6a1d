import assert from 'node:assert/strict';
import {
  type Anchor,
  type Evidence,
  locate,
  locateAllInText,
  locateInText,
  recordAnchor,
} from '../../../src/core/index';

const source = `import { wait } from './wait';
import { log } from './log';

const limit = 3;

/** Runs a job again until it works. */
export async function retryWithBackoff(job: () => Promise<void>, attempts = limit) {
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      await job();
      return;
    } catch (error) {
      log.warn('The job failed and is tried again', error);
      await wait(2 ** attempt * 100);
    }
  }
  throw new Error('The job failed too often');
}

export function describeLimit(): string {
  return \`At most \${limit} attempts are made for each job\`;
}
`;
const path = 'src/retry.ts';
const lines = { start: 7, end: 18 };
const anchor = recordAnchor({ path, text: source, lines, commit: 'a'.repeat(40) });

function evidence(files: Readonly<Record<string, string>>, more: Partial<Evidence> = {}): Evidence {
  return {
    text: (file) => Promise.resolve(files[file]),
    paths: () => Promise.resolve(Object.keys(files)),
    ...more,
  };
}

/** The answers with the old file and with the quote alone. */
function both(text: string, of: Anchor = anchor): [ReturnType<typeof locateInText>, ReturnType<typeof locateInText>] {
  return [locateInText(of, text, { original: source }), locateInText(of, text)];
}

describe('locateInText', () => {
  it('is exact on an untouched file, and without an end of line at its end', () => {
    for (const text of [source, source.trimEnd()]) {
      for (const found of both(text)) {
        assert.equal(found.state, 'exact');
        assert.deepEqual(found.lines, lines);
        assert.equal(found.drift, 0);
      }
    }
  });

  it('is moved when lines come or go elsewhere', () => {
    for (const found of both(`// one\n// two\n${source}\n// last\n`)) {
      assert.equal(found.state, 'moved');
      assert.deepEqual(found.lines, { start: 9, end: 20 });
    }
  });

  it('is edited through renamed identifiers, new indentation and line ends', () => {
    const renamed = source.replaceAll('attempt', 'round').replace('retryWithBackoff', 'retryPolitely');
    const indented = source.replaceAll('  ', '\t').replaceAll('\n', '\r\n');
    for (const text of [renamed, indented]) {
      for (const found of both(text)) {
        assert.equal(found.state, 'edited');
        assert.deepEqual(found.lines, lines);
        assert.ok(found.drift > 0 || text === indented);
        assert.ok(found.reasons.length > 0);
      }
    }
  });

  it('did not drift when it was only wrapped anew, and did where a line changed', () => {
    const wrapped = source
      .replace('(job: () => Promise<void>, attempts = limit)', '(\n  job: () => Promise<void>,\n  attempts = limit,\n)')
      .replace(
        "log.warn('The job failed and is tried again', error);",
        'log.warn(\n"The job failed and is tried again",\nerror)',
      );
    for (const found of both(wrapped)) {
      assert.equal(found.state, 'edited');
      assert.equal(found.drift, 0);
    }
    const changed = wrapped.replace('2 ** attempt', '3 ** attempt');
    for (const found of both(changed)) assert.equal(Math.round(found.drift * 12), 1);
  });

  it('goes with the function to its new end', () => {
    const longer = source.replace(
      "  throw new Error('The job failed too often');\n",
      (line) => `${line}  // Never here.\n`,
    );
    for (const found of both(longer)) assert.deepEqual(found.lines, { start: 7, end: 19 });
  });

  it('is not found when the code is gone', () => {
    const gone = source.split('\n').toSpliced(6, 12).join('\n');
    for (const found of both(gone)) {
      assert.ok(found.state === 'lost' || found.state === 'uncertain', found.state);
      assert.equal(found.lines, undefined);
    }
  });

  it('says lost, and why, when the note quotes nothing', () => {
    const found = locateInText({ path, lines }, source);
    assert.equal(found.state, 'lost');
    assert.match(found.reasons.join(), /quotes no code/);
  });

  it('is there for a note on the whole file', () => {
    assert.equal(locateInText({ path }, source).state, 'exact');
  });

  it('lives with a fingerprint that is broken or of a later version', () => {
    for (const fingerprint of ['', '9:what', '1:AAAAAA...']) {
      assert.deepEqual(locateInText({ ...anchor, fingerprint }, source).lines, lines);
    }
  });

  it('answers for many anchors as for each', () => {
    const anchors = [anchor, recordAnchor({ path, text: source, lines: { start: 4, end: 4 } }), { path }];
    const text = `// new\n${source}`;
    assert.deepEqual(
      locateAllInText(anchors, text).map(({ lines: at }) => at?.start),
      anchors.map((one) => locateInText(one, text).lines?.start),
    );
  });
});

describe('locate', () => {
  const rest = "export const nothing = 'here';\n";
  const moved = `// Moved here.\n${source.split('\n').slice(6, 18).join('\n')}\n`;

  it('finds code that went to another file', async () => {
    const files = {
      [path]: source.split('\n').toSpliced(5, 13).join('\n'),
      'src/again/retry.ts': moved,
      'src/other.ts': rest,
    };
    const found = await locate(anchor, evidence(files));
    assert.deepEqual([found.path, found.state, found.lines], ['src/again/retry.ts', 'moved', { start: 2, end: 13 }]);
  });

  it('takes the file that has the same content now, when the old one is gone', async () => {
    const changes: Evidence['changes'] = () =>
      Promise.resolve([
        { path, kind: 'deleted', before: '1', after: '0' },
        { path: 'lib/renamed.ts', kind: 'added', before: '0', after: '1' },
      ]);
    const more = { changes, original: () => Promise.resolve(source) };
    const found = await locate(anchor, evidence({ 'lib/renamed.ts': source, 'src/copy/retry.ts': source }, more));
    assert.equal(found.path, 'lib/renamed.ts');
    assert.deepEqual(found.lines, lines);
  });

  it('does not take a file that was there before and has not changed', async () => {
    const more: Partial<Evidence> = {
      original: (_, file) => Promise.resolve(file === path ? source : moved),
      changes: () => Promise.resolve([{ path, kind: 'deleted', before: '1', after: '0' }]),
    };
    const found = await locate(anchor, evidence({ 'vendor/retry.ts': moved }, more));
    assert.equal(found.state, 'lost');
  });

  it('asks git for a rename when words lead nowhere', async () => {
    const asked: string[] = [];
    const far = Array.from({ length: 200 }, (_, index) => [`src/retry/${index}.ts`, rest]);
    const files = { ...(Object.fromEntries(far) as Record<string, string>), 'lib/z.ts': source };
    const more: Partial<Evidence> = {
      grep: () => Promise.resolve([]),
      follow: (_, file) => {
        asked.push(file);
        return Promise.resolve('lib/z.ts');
      },
    };
    const found = await locate(anchor, evidence(files, more));
    assert.deepEqual(asked, [path]);
    assert.equal(found.path, 'lib/z.ts');
  });

  it('stops when it is cancelled', async () => {
    let reads = 0;
    const counted = evidence({ 'src/a.ts': moved, 'src/b.ts': moved });
    const found = await locate(
      anchor,
      { ...counted, text: (file) => (reads++, counted.text(file)) },
      { aborted: true },
    );
    assert.equal(found.state, 'lost');
    assert.equal(reads, 1);
  });

  it('says that the file is gone, for a note on all of it', async () => {
    assert.equal((await locate({ path }, evidence({}))).state, 'lost');
    assert.equal((await locate({ path }, evidence({ [path]: '' }))).state, 'exact');
  });
});
