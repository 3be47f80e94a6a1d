import assert from 'node:assert/strict';
import fc from 'fast-check';
import { likeliest, pathLikeness, stem } from '../../../src/core/anchor/paths';

const segment = fc.constantFrom('src', 'lib', 'a', 'Retry', 'retry', 'x.y', '.hidden', 'test', 'ü');
const name = fc.constantFrom(
  'a.ts',
  'A.ts',
  'retry.ts',
  'Retry.test.ts',
  'retry',
  'x.y',
  '.env',
  'a.',
  'ü.js',
  'retryx',
);
const path = fc.tuple(fc.array(segment, { maxLength: 4 }), name).map(([folders, last]) => [...folders, last].join('/'));

/** As the likeness is defined: by the pieces of both paths. */
function expected(a: string, b: string): number {
  const [foldersA, foldersB] = [a.split('/').slice(0, -1), b.split('/').slice(0, -1)];
  const [nameA, nameB] = [a, b].map((one) => one.split('/').at(-1) ?? '') as [string, string];
  const extension = (last: string) => /(?<=.)\.[^.]+$/.exec(last)?.[0] ?? /^\.[^.]+$/.exec(last)?.[0] ?? '';
  const common = foldersA.filter((folder) => foldersB.includes(folder)).length;
  const named = nameA === nameB ? 1 : stem(a) === stem(b) ? 0.8 : extension(nameA) === extension(nameB) ? 0.3 : 0;
  return 0.6 * named + 0.4 * ((2 * common + 1) / (foldersA.length + foldersB.length + 1));
}

describe('paths that look alike', () => {
  it('share a name, or its stem, or an extension, and folders', () => {
    fc.assert(
      fc.property(path, path, (a, b) => {
        assert.equal(pathLikeness(a, b), expected(a, b), `${a} ${b}`);
      }),
      { numRuns: 2000, seed: 1 },
    );
  });

  it('are chosen best first, as sorting all of them would', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(path, { maxLength: 200 }),
        path,
        fc.integer({ min: 1, max: 9 }),
        async (all, to, count) => {
          const keep = (one: string) => !one.startsWith('lib');
          const sorted = all
            .filter((one) => one !== to && keep(one))
            .sort((a, b) => pathLikeness(to, b) - pathLikeness(to, a) || (a < b ? -1 : 1));
          assert.deepEqual(await likeliest(all, to, count, keep), sorted.slice(0, count));
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });
});
