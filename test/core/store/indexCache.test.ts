import assert from 'node:assert/strict';
import { createCore, type CacheSlot, type Core } from '../../../src/core/index';
import { encodeBlock, lineOf } from '../../../src/core/store/indexCache';
import type { Block } from '../../../src/core/store/noteRow';
import { briefOf } from '../../../src/core/store/noteStore';
import { hashBytes } from '../../../src/core/util/hash';
import { memoryHost, type MemoryHost } from '../../support/memoryHost';
import { noteId, noteText } from '../../support/notes';

function slot(): CacheSlot & { bytes: Uint8Array | undefined; writes: number } {
  const kept = {
    bytes: undefined as Uint8Array | undefined,
    writes: 0,
    read: () => Promise.resolve(kept.bytes?.slice()),
    write: (parts: readonly Uint8Array[]) => {
      kept.bytes = joined(...parts);
      kept.writes++;
      return Promise.resolve();
    },
  };
  return kept;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const files: Record<string, string> = Object.fromEntries(
  Array.from({ length: 450 }, (_, at) => [
    `d${at % 3}/.decisions/${at}.md`,
    noteText(`Note ${at} ✓`, {
      id: noteId(at),
      date: '2026-01-02',
      tags: at % 2 ? ['one', 'two'] : [],
      decisionMakers: ['Ada Lovelace'],
      code: [{ path: `src/${at % 20}.ts`, lines: { start: 1, end: 2 }, quote: 'a\nb', commit: 'a'.repeat(40) }],
      supersedes: at % 5 ? [] : [noteId(at + 1)],
    }),
  ]),
);
files['.decisions/none.md'] = '# No code\n';
files['.decisions/broken.md'] = '---\nstatus: [\n---\n# Broken\n';

function blockOf(block: Block): readonly Uint8Array[] {
  const raw = encodeBlock(block);
  return [lineOf(raw, 0), raw.bytes];
}

/** As JSON, whatever the order of names: comparing that is quick in a browser, too. */
function said(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort())
      : part,
  );
}

/** Of the note that is only a title. */
const digest = hashBytes(new TextEncoder().encode('# A'));

/** All that the index says. */
async function fill(host: MemoryHost, notesFolder?: string) {
  const core = createCore(host, notesFolder === undefined ? {} : { notesFolder });
  await core.notes.ready();
  // What a note says may be decoded only now, and what lists need of it before.
  const all = core.notes.all().map((entry) => {
    const { file, problems } = entry;
    const { title, status, date, reviewBy, confirmed, decisionMakers, tags, code } = briefOf(entry) ?? {};
    const places = code?.map(({ path, lines }) => ({ path, lines }));
    const brief = [title, status, date, reviewBy, confirmed, decisionMakers, tags, places];
    return { file, brief, note: entry.note, problems };
  });
  await core.notes.flush();
  core.dispose();
  return all;
}

const onlyNote = '.decisions/a.md';

/** A core of one note, the title alone, of which a sound cache says this beside its row; it is taken from there. */
async function openWith(briefs: readonly unknown[], notes: readonly unknown[]): Promise<Core> {
  const cache = slot();
  const files = { [onlyNote]: '# A' };
  await fill(memoryHost({ files, cache }));
  const head = new TextDecoder().decode(cache.bytes).split('\n')[0]!;
  const [listed] = await memoryHost({ files }).files.listNotes('.decisions');
  const { stamp } = listed!;
  const rows = [[onlyNote, stamp!.size, stamp!.mtime, digest, 0, [], [], []]];
  cache.bytes = joined(new TextEncoder().encode(`${head}\n`), ...blockOf({ rows, briefs, table: [], notes, text: '' }));
  const host = memoryHost({ files, cache });
  const core = createCore(host);
  await core.notes.ready();
  assert.equal(host.counts.read, 0, 'it was taken from the cache');
  return core;
}

describe('a warm start', () => {
  it('says the same as a cold one and reads no note', async () => {
    const cache = slot();
    const cold = await fill(memoryHost({ files, cache }));
    assert.equal(cache.writes, 1);
    const host = memoryHost({ files, cache });
    assert.deepEqual(await fill(host), cold);
    assert.equal(host.counts.read, 0);
    assert.equal(cache.writes, 1, 'nothing new, nothing written');
  });

  it('reads what has another stamp, and forgets what is gone', async () => {
    const cache = slot();
    await fill(memoryHost({ files, cache }));
    const host = memoryHost({ files, cache });
    host.write('d0/.decisions/0.md', noteText('Changed'), true);
    host.erase('d1/.decisions/1.md', true);
    const all = await fill(host);
    assert.equal(host.counts.read, 1);
    assert.equal(all.find(({ file }) => file === 'd0/.decisions/0.md')?.note?.title, 'Changed');
    assert.equal(all.length, Object.keys(files).length - 1);
    const next = memoryHost({ files, cache });
    next.write('d0/.decisions/0.md', noteText('Changed'), true);
    await fill(next);
    assert.equal(next.counts.read, 1, 'the note that is back');
  });

  it('is a cold one when the cache is damaged, of another version, or of another folder', async () => {
    const cache = slot();
    const cold = await fill(memoryHost({ files, cache }));
    const good = cache.bytes!;
    const newline = good.indexOf(10);
    const flipped = (at: number) => good.map((byte, index) => (index === at ? byte ^ 1 : byte));
    const damaged: Uint8Array[] = [
      new Uint8Array(),
      new TextEncoder().encode('{}'),
      new TextEncoder().encode('decision-notes index 0 ".decisions"\n'),
      good.subarray(0, newline + 1),
      good.subarray(0, newline + 5),
      good.subarray(0, good.length - 1),
      good.subarray(0, Math.floor(good.length / 2)),
      ...Array.from({ length: 40 }, (_, at) => flipped(Math.floor((at * good.length) / 40))),
      Uint8Array.from({ length: 5000 }, (_, at) => (at * 31) % 256),
    ];
    const whole = said(cold);
    for (const bytes of damaged) {
      cache.bytes = bytes;
      assert.equal(said(await fill(memoryHost({ files, cache }))), whole);
    }
    cache.bytes = good;
    const host = memoryHost({ files: { 'notes/a.md': '# A' }, cache });
    assert.equal((await fill(host, 'notes')).length, 1);
    assert.equal(host.counts.read, 1);
  });

  it('is a cold one when the content has the right digest and the wrong shape', async () => {
    const cache = slot();
    await fill(memoryHost({ files: { '.decisions/a.md': '# A' }, cache }));
    const head = new TextDecoder().decode(cache.bytes).split('\n')[0]!;
    const row = (...rest: unknown[]) => [['.decisions/a.md', 3, 1, 1, ...rest]];
    for (const rows of [null, 3, [null], [{}], [[1, 2, 3]], row(0, [], 5), row(0, [7], []), row(0, [], [null])]) {
      cache.bytes = joined(
        new TextEncoder().encode(`${head}\n`),
        ...blockOf({ rows: rows as (readonly unknown[])[], briefs: [], table: [], notes: [], text: '' }),
      );
      const host = memoryHost({ files: { '.decisions/a.md': '# A' }, cache });
      assert.equal((await fill(host))[0]?.note?.title, 'A');
    }
  });

  it('reads a note anew of which the cache says something of the wrong shape', async () => {
    for (const notes of [
      null,
      [null],
      [{}],
      [[1, [], {}]],
      [[1, [null], 0]],
      [[1, [], [-1, 0, 0, 0, 0, 0]]],
      [[1, [], [7, 0, 0, 0, 0, 0, []]]],
      [[1, [], [-1, 0, 0, 0, 0, 0, [[0, -1, -1, -1, 0]]]]],
    ]) {
      const core = await openWith([['A', 1, 0, 0, 0, 0, 0, 0, []]], notes as unknown[]);
      assert.equal(core.notes.get(onlyNote)?.note, undefined);
      await core.notes.refresh([]);
      assert.equal(core.notes.get(onlyNote)?.note?.title, 'A');
      core.dispose();
    }
  });

  it('reads a note anew of which lists are told something of the wrong shape', async () => {
    for (const brief of [
      undefined,
      null,
      'A',
      [],
      [7, 1, 0, 0, 0, 0, 0, 0, []],
      ['A', '1', 0, 0, 0, 0, 0, 0, []],
      ['A', 1, [], 0, 0, 0, 0, 0, []],
      ['A', 1, 0, 0, 0, 0, [5], 0, []],
      ['A', 1, 0, 0, 0, 0, 0, 'tags', []],
      ['A', 1, 0, 0, 0, 0, 0, 0, [0, 1, 1]],
      ['A', 1, 0, 0, 0, 0, 0, 0],
    ]) {
      const core = await openWith([brief], [[1, [], [-1, 0, 0, 0, 0, 0, []]]]);
      assert.equal(briefOf(core.notes.get(onlyNote)!), undefined, JSON.stringify(brief));
      await core.notes.refresh([]);
      assert.equal(briefOf(core.notes.get(onlyNote)!)?.title, 'A');
      core.dispose();
    }
  });

  it('writes what did not change as it stood, and stays the same through many changes', async () => {
    const cache = slot();
    let present: Record<string, string | Uint8Array> = { ...files };
    await fill(memoryHost({ files: present, cache }));
    const names = Object.keys(files);
    for (let round = 0; round < 12; round++) {
      const host = memoryHost({ files: present, cache });
      const core = createCore(host);
      await core.notes.ready();
      // Some change, some go, and some come; now and then all that is known of the others is their rows.
      const changed = [names[(round * 71) % names.length]!, `new${round % 3}/.decisions/${round}.md`];
      const gone = round % 4 === 3 ? [names[(round * 37) % names.length]!] : [];
      for (const name of changed)
        host.write(name, (present[name] = noteText(`Round ${round}`, { tags: [`t${round}`] })), true);
      for (const name of gone) {
        host.erase(name, true);
        present = Object.fromEntries(Object.entries(present).filter(([one]) => one !== name));
      }
      host.now += 10_000;
      await core.notes.refresh([...changed, ...gone]);
      await core.notes.flush();
      core.dispose();
      const cold = await fill(memoryHost({ files: present }));
      const warm = memoryHost({ files: present, cache });
      assert.deepEqual(await fill(warm), cold);
      // A file that is gone gives all later ones another time here.
      if (gone.length === 0)
        assert.ok(warm.counts.read <= 2 * (round + 1), `${warm.counts.read} read in round ${round}`);
    }
  });

  it('does not trust a file that changed just now', async () => {
    const cache = slot();
    const host = memoryHost({ files: { '.decisions/a.md': '# A' }, cache });
    host.now = 5;
    await fill(host);
    const next = memoryHost({ files: { '.decisions/a.md': '# B' }, cache });
    assert.equal((await fill(next))[0]?.note?.title, 'B');
  });
});
