import type MiniSearch from 'minisearch';
import { turn } from '../util/turn';
import { parallel } from '../util/parallel';
import type { NoteIndex } from './noteIndex';
import type { SearchHit, StoreChange } from './noteStore';

/** Where the search takes the words of a note's body from. */
export interface BodySource {
  /** Text after the front matter; `''` when it cannot be read. Never rejects. */
  bodyText(file: string): Promise<string>;
}

/** Full-text search over the index, built at the first question and kept in step afterwards. */
export interface NoteSearch {
  find(query: string): Promise<readonly SearchHit[]>;
  invalidate(change: StoreChange): void;
}

interface Document {
  readonly file: string;
  readonly title: string;
  readonly tags: string;
  readonly body: string;
}

const width = 16;
/** Longer bodies are searched to here. */
const maxBody = 100_000;

/** Makes the search. The library is loaded with the first question. */
export function noteSearch(index: NoteIndex, source: BodySource): NoteSearch {
  let engine: MiniSearch<Document> | undefined;
  let stale = new Set<string>();
  let inStep: Promise<void> = Promise.resolve();

  async function update(): Promise<MiniSearch<Document>> {
    if (!engine) {
      engine = await makeEngine();
      stale = new Set(index.files());
    }
    const made = engine;
    const files = [...stale];
    stale = new Set();
    await parallel(files, width, async (file) => {
      const entry = index.entry(file);
      const body = entry ? await source.bodyText(file) : '';
      if (turn.isSpent()) await turn.next();
      if (made.has(file)) made.discard(file);
      if (entry)
        made.add({
          file,
          title: titleOf(file, entry.note?.title),
          tags: entry.note?.tags.join(' ') ?? '',
          body: body.slice(0, maxBody),
        });
    });
    return made;
  }

  return {
    invalidate(change) {
      if (!engine) return;
      for (const file of [...change.added, ...change.changed, ...change.removed]) stale.add(file);
    },
    async find(query) {
      if (query.trim() === '') return [];
      const updated = inStep.then(update);
      inStep = updated.then(() => undefined);
      const made = await updated;
      return made.search(query.slice(0, 500)).flatMap(({ id, score, terms }): SearchHit[] => {
        const entry = index.entry(String(id));
        return entry ? [{ entry, score, terms }] : [];
      });
    },
  };
}

async function makeEngine(): Promise<MiniSearch<Document>> {
  const { default: Engine } = await import('minisearch');
  return new Engine<Document>({
    idField: 'file',
    fields: ['title', 'tags', 'body'],
    tokenize: words,
    searchOptions: {
      boost: { title: 4, tags: 2 },
      combineWith: 'AND',
      prefix: true,
      fuzzy: (word) => (word.length > 4 ? 0.2 : false),
      tokenize: (query) => query.split(apart).filter(Boolean),
    },
  });
}

const apart = /[^\p{L}\p{M}\p{N}_]+/u;

/** Words, and the parts of names written in camel case or with underscores, so that `backoff` finds `retryWithBackoff`. */
export function words(text: string): string[] {
  return text.split(apart).flatMap((word) => {
    if (word === '') return [];
    const parts = word.split(/_+|(?<=\p{Ll})(?=\p{Lu})/u).filter((part) => part.length > 1);
    return parts.length > 1 ? [word, ...parts] : [word];
  });
}

function titleOf(file: string, title: string | undefined): string {
  return title ?? file.slice(file.lastIndexOf('/') + 1);
}
