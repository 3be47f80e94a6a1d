import assert from 'node:assert/strict';
import fc from 'fast-check';
import { NotesError } from '../../../src/core/errors';
import { editNote, parseNote, type Anchor, type Note, type NoteEdit } from '../../../src/core/index';
import { words } from '../../support/generated/fields';
import { generateNote, type GeneratedNote } from '../../support/generated/note';
import { firstHarmed } from '../../support/generated/outside';
import { PieceWriter, tape } from '../../support/generated/pieces';

/** One change, what it may touch, and what the note says after it. */
interface Case {
  readonly edit: NoteEdit;
  readonly mayChange: (part: string) => boolean;
  readonly expected: Partial<Note>;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Makes up a change to a note; `undefined` when the note has nothing that it could change. */
type Change = (choose: PieceWriter, before: Note, hasHeading: boolean) => Case | undefined;

const file = 'src/.decisions/2026-11-22-a.md';
const only =
  (...parts: readonly string[]) =>
  (part: string): boolean =>
    parts.some((one) => part === one || part.startsWith(`${one}/`));

function textField(
  field: 'status' | 'date' | 'reviewBy' | 'source' | 'id',
  key: string,
  texts: readonly string[],
): Change {
  return (choose) => {
    const text = choose.pick(...texts);
    return { edit: { [field]: text }, mayChange: only(`${key}/value`), expected: { [field]: text } };
  };
}

function removed(field: 'date' | 'reviewBy' | 'source' | 'confirmed', key: string): Change {
  return () => ({ edit: { [field]: null }, mayChange: only(key), expected: { [field]: undefined } });
}

type ListField = 'tags' | 'decisionMakers' | 'supersedes' | 'supersededBy' | 'related';
const lists: Readonly<Record<ListField, string>> = {
  tags: 'tags',
  decisionMakers: 'decision-makers',
  supersedes: 'supersedes',
  supersededBy: 'superseded-by',
  related: 'related',
};

/** One more item at the end: nothing that is there may change. A text alone becomes a list. */
function appended(field: ListField): Change {
  const key = lists[field];
  return (choose, before) => {
    const fresh = choose.pick(...words, ...words).replace(/^/, 'new ');
    const values = [...before[field], fresh];
    return { edit: { [field]: values }, mayChange: only(`${key}/value`), expected: { [field]: values } };
  };
}

function shortened(field: ListField): Change {
  const key = lists[field];
  return (choose, before) => {
    if (before[field].length < 2) return undefined;
    const gone = choose.next(before[field].length);
    const values = before[field].filter((_, index) => index !== gone);
    const around = only(`${key}/value/${gone}`, `${key}/value/gap`, `${key}/value/between`);
    return {
      edit: { [field]: values },
      mayChange: (part) => around(part) || part === `${key}/value`,
      expected: { [field]: values },
    };
  };
}

function replaced(field: ListField): Change {
  const key = lists[field];
  return (choose) => {
    const values = [...new Set(choose.some(words, 3).map((word) => word.trim()))];
    return {
      edit: { [field]: values },
      mayChange: only(values.length === 0 ? key : `${key}/value`),
      expected: { [field]: values },
    };
  };
}

function anchorField(key: 'path' | 'lines' | 'symbol' | 'commit' | 'quote' | 'quote-tail' | 'fingerprint'): Change {
  return (choose, before) => {
    if (before.code.length === 0) return undefined;
    const index = choose.next(before.code.length);
    const present = before.code[index]!;
    const value: Partial<Anchor> = {
      path: { path: choose.pick('b.ts', 'x y/ü.ts', '#/a.ts', "it's.ts") },
      lines: { lines: choose.pick({ start: 1, end: 1 }, { start: 100, end: 2000 }) },
      symbol: { symbol: choose.pick('b', 'a: b', '#x', 'null') },
      commit: { commit: choose.pick('abcdef0', '7654321e9') },
      quote: { quote: choose.pick('b', 'b\n\n  c', '  b', '# b', 'b\n', '\tb') },
      'quote-tail': { quoteTail: choose.pick('b', 'b\n  c') },
      fingerprint: { fingerprint: choose.pick('1:aB', 'x') },
    }[key];
    const anchor = { ...present, ...value };
    const code = before.code.map((one, at) => (at === index ? anchor : one));
    return {
      edit: { anchors: [{ kind: 'replace', index, anchor }] },
      mayChange: (part) =>
        only(`code/${index}/${key}/value`, `code/${index}/${key}/after`)(part) || isLonePath(part, index),
      expected: { code },
    };
  };
}

/** A path alone has to become a map before it can hold more. */
function isLonePath(part: string, index: number): boolean {
  return part === `code/${index}` || part === `code/${index}/after` || part.startsWith('code/alone/');
}

const changes: Readonly<Record<string, Change>> = {
  status: textField('status', 'status', ['deprecated', 'rejected', 'superseded']),
  date: textField('date', 'date', ['2030-01-02']),
  'review-by': textField('reviewBy', 'review-by', ['2030-01-02']),
  source: textField('source', 'source', ['https://example.com/1#x', 'a: b', '# c', "it's", '1e3']),
  id: textField('id', 'id', ['01ARZ3NDEKTSV4RRFFQ69G5FAV']),
  'no date': removed('date', 'date'),
  'no review-by': removed('reviewBy', 'review-by'),
  'no source': removed('source', 'source'),
  'no confirmed': removed('confirmed', 'confirmed'),
  confirmed: (choose) => {
    const confirmed = choose.pick({ date: '2031-02-03' }, { date: '2031-02-03', by: 'Grace: Hopper' });
    return { edit: { confirmed }, mayChange: only('confirmed'), expected: { confirmed } };
  },
  ...Object.fromEntries(
    (Object.keys(lists) as ListField[]).flatMap((field) => [
      [`more ${field}`, appended(field)],
      [`fewer ${field}`, shortened(field)],
      [`other ${field}`, replaced(field)],
    ]),
  ),
  ...Object.fromEntries(
    (['path', 'lines', 'symbol', 'commit', 'quote', 'quote-tail', 'fingerprint'] as const).map((key) => [
      `anchor's ${key}`,
      anchorField(key),
    ]),
  ),
  'no symbol': (_, before) => {
    const index = before.code.findIndex(({ symbol }) => symbol !== undefined);
    if (index < 0) return undefined;
    const anchor: Mutable<Anchor> = { ...before.code[index]! };
    delete anchor.symbol;
    const code = before.code.map((one, at) => (at === index ? anchor : one));
    const around = only(`code/${index}/symbol`, `code/${index}/gap`);
    // The key below may come up behind the dash.
    const mayChange = (part: string) =>
      around(part) || (part.startsWith(`code/${index}/`) && /\/(?:pad|above)$/.test(part));
    return { edit: { anchors: [{ kind: 'replace', index, anchor }] }, mayChange, expected: { code } };
  },
  'one more anchor': (_, before) => {
    const anchor: Anchor = { path: 'new.ts', lines: { start: 1, end: 2 }, quote: 'one\n  two' };
    return {
      edit: { anchors: [{ kind: 'add', anchor }] },
      mayChange: (part) => isLonePath(part, 0),
      expected: { code: [...before.code, anchor] },
    };
  },
  'one anchor less': (choose, before) => {
    if (before.code.length === 0) return undefined;
    const index = choose.next(before.code.length);
    const code = before.code.filter((_, at) => at !== index);
    return {
      edit: { anchors: [{ kind: 'remove', index }] },
      mayChange: code.length === 0 ? only('code') : only(`code/${index}`, 'code/gap', 'code/between'),
      expected: { code },
    };
  },
  title: (choose, _, hasHeading) => {
    const title = choose.pick('New', '日本 <T>', '- dash', '1. one', '> quote', '===', '# x', 'C#', '***', '| a |');
    // A section may be the first heading. And an underlined heading cannot begin like a list.
    const titleParts = !hasHeading
      ? ['body']
      : /^[#>=-]|^1/.test(title)
        ? ['title/value', 'title/after']
        : ['title/value'];
    return { edit: { title }, mayChange: (part) => titleParts.includes(part), expected: { title } };
  },
  body: (choose, _, hasHeading) => {
    // The first words are the title of a note without a heading.
    if (!hasHeading) return undefined;
    const body = choose.pick('New.', '', 'One.\n\n## Ignore\n\nTwo.\n', '---\nx: 1\n---\n', '```\n# x\n```');
    return { edit: { body }, mayChange: (part) => part === 'body', expected: {} };
  },
};

interface Tally {
  done: number;
  readonly refused: Map<string, number>;
}

async function check(note: GeneratedNote, name: string, choose: PieceWriter, tally: Tally): Promise<void> {
  const before = await parseNote(file, note.text);
  const change = changes[name]?.(
    choose,
    before.note,
    note.pieces.some(({ part }) => part === 'title/value'),
  );
  if (!change) return;
  let after: string;
  try {
    after = await editNote(file, note.text, change.edit);
  } catch (error) {
    assert.ok(error instanceof NotesError, String(error));
    assert.equal(error.code, 'invalid-note');
    assert.match(error.message, /by hand/, 'it says what a person can do');
    tally.refused.set(error.message, (tally.refused.get(error.message) ?? 0) + 1);
    return;
  }
  tally.done++;
  const where = `${JSON.stringify(change.edit)}\n${JSON.stringify(note.text)}\n${JSON.stringify(after)}`;
  assert.equal(firstHarmed(note.pieces, after, change.mayChange), undefined, where);
  const { note: read } = await parseNote(file, after);
  assert.deepEqual(plain(read), plain({ ...before.note, ...change.expected }), where);
}

/** Without keys that are there and say nothing. */
function plain(note: Note): unknown {
  return JSON.parse(JSON.stringify(note));
}

describe('edits of generated notes', function () {
  this.timeout(60_000);
  const generated = tape.map(generateNote);

  let done = 0;
  let refusals = 0;

  it('start from notes of every kind', async () => {
    const seen = fc.sample(generated, { numRuns: 300, seed: 1 });
    for (const sign of ['\r\n', '\ufeff', ' # ', '|2', "'", '{', '- ', 'quote-tail', '===', '`', '日本'])
      assert.ok(seen.filter(({ text }) => text.includes(sign)).length > 10, sign);
    for (const { text } of seen) {
      const { problems } = await parseNote(file, text);
      const broken = problems.filter(({ code }) => !['unknown-status', 'wrong-type', 'missing-title'].includes(code));
      assert.deepEqual(broken, [], text);
    }
    assert.ok(seen.some(({ text }) => !text.endsWith('\n')));
    assert.ok(seen.some(({ text }) => text.includes('\r\n') && /[^\r]\n/.test(text)));
  });

  it('change nothing where nothing is asked for', async () => {
    await fc.assert(
      fc.asyncProperty(generated, async ({ text }) => {
        assert.equal(await editNote(file, text, {}), text);
      }),
    );
  });

  for (const name of Object.keys(changes)) {
    it(`touch nothing but ${name}`, async () => {
      const tally: Tally = { done: 0, refused: new Map() };
      await fc.assert(
        fc.asyncProperty(generated, tape, async (note, choices) => {
          await check(note, name, new PieceWriter(choices), tally);
        }),
        // So many that the rarest edits, which one note in ten allows, are done some two dozen times.
        { numRuns: Number(process.env['LOSS_FREE_RUNS'] ?? 240) },
      );
      const refused = [...tally.refused.values()].reduce((sum, count) => sum + count, 0);
      done += tally.done;
      refusals += refused;
      assert.ok(
        tally.done > 2 * refused,
        `${refused} refused, ${tally.done} done: ${[...tally.refused.keys()].join(' ')}`,
      );
    });
  }

  it('are seldom refused', () => {
    assert.ok(done > 1000 && refusals < done / 30, `${refusals} refused, ${done} done`);
  });
});
