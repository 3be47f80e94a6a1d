import assert from 'node:assert/strict';
import type { CacheSlot } from '../../../src/core/host';
import { HeatIndex } from '../../../src/core/prompts/heat';
import { keepHeat, readHeat } from '../../../src/core/prompts/heatCache';
import type { History } from '../../../src/core/prompts/history';
import type { LogCommit } from '../../../src/core/prompts/logParser';
import { updateHeat } from '../../../src/core/prompts/updateHeat';

const now = Date.UTC(2026, 0, 1);
const id = (letter: string): string => letter.repeat(40);

function slot(text?: string): CacheSlot & { text(): string } {
  let bytes: Uint8Array | undefined = text === undefined ? undefined : new TextEncoder().encode(text);
  return {
    read: () => Promise.resolve(bytes),
    write: (parts) => {
      bytes = Uint8Array.from(parts.flatMap((part) => [...part]));
      return Promise.resolve();
    },
    text: () => new TextDecoder().decode(bytes),
  };
}

/** A history of one commit a letter, each touching the file of its name; `read` tells what was asked for. */
function history(read: string[]): History {
  const none = (): Promise<undefined> => Promise.resolve(undefined);
  return {
    commit: none,
    sizes: none,
    moves: none,
    midOperation: () => Promise.resolve(false),
    log(from, to, sink, cancel, renames) {
      if (to === id('p') && renames !== 'exact') return Promise.resolve(false);
      read.push(`${from?.[0] ?? ''}..${to[0] ?? ''}`);
      if (cancel?.aborted || from === id('x') || to === id('x')) return Promise.resolve(false);
      for (const letter of 'abc') {
        if (letter > (to[0] ?? '') || (from !== undefined && letter <= (from[0] ?? ''))) continue;
        const commit: LogCommit = {
          id: id(letter),
          time: now,
          author: 'Ada',
          email: 'a@b',
          touches: [{ path: letter }],
        };
        sink(commit);
      }
      return Promise.resolve(true);
    },
  };
}

describe('the heat that is kept between sessions', () => {
  it('comes back as it was', async () => {
    const kept = slot();
    const index = await updateHeat(new HeatIndex(), history([]), id('b'));
    assert.ok(index);
    await keepHeat(kept, index);
    const again = await readHeat(kept);
    assert.deepEqual(again.toData(), index.toData());
  });

  it('is read anew when what was kept is cut off, of another kind or not there', async () => {
    const index = await updateHeat(new HeatIndex(), history([]), id('b'));
    const kept = slot();
    assert.ok(index);
    await keepHeat(kept, index);
    for (const text of [kept.text().slice(0, -3), '', 'x', '{"version":2,"head":"a"}', '[]\n[]']) {
      assert.equal((await readHeat(slot(text))).head, undefined, text);
    }
    assert.equal((await readHeat(undefined)).head, undefined);
  });

  it('reads only what is new, takes back what is left, and starts anew where the old head is gone', async () => {
    const read: string[] = [];
    const index = await updateHeat(new HeatIndex(), history(read), id('a'));
    assert.ok(index && (await updateHeat(index, history(read), id('a'))) === index);
    assert.equal(await updateHeat(index, history(read), id('c')), index);
    assert.deepEqual(read, ['..a', 'c..a', 'a..c']);
    assert.deepEqual([...index.paths()], ['a', 'b', 'c']);
    await updateHeat(index, history(read), id('b'));
    assert.deepEqual([...index.paths()], ['a', 'b']);
    index.head = id('x');
    const anew = await updateHeat(index, history(read), id('c'));
    assert.deepEqual([anew?.head, [...(anew?.paths() ?? [])]], [id('c'), ['a', 'b', 'c']]);
  });

  it('follows fewer renames where the content of old versions is not there', async () => {
    const index = await updateHeat(new HeatIndex(), history([]), id('p'));
    assert.deepEqual([index?.head, [...(index?.paths() ?? [])]], [id('p'), ['a', 'b', 'c']]);
  });

  it('stays as it was when the work is cancelled', async () => {
    const index = await updateHeat(new HeatIndex(), history([]), id('a'));
    assert.ok(index);
    assert.equal(await updateHeat(index, history([]), id('c'), { aborted: true }), undefined);
    assert.deepEqual([index.head, [...index.paths()]], [id('a'), ['a']]);
  });
});
