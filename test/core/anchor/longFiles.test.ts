import assert from 'node:assert/strict';
import { type Anchor, locateAllInText, recordAnchor } from '../../../src/core/index';
import { Seeker } from '../../../src/core/anchor/locateInText';

const path = 'src/long.ts';
const old = Array.from({ length: 24_000 }, (_, at) =>
  at % 12 === 0
    ? `export function step${at}(input: number): number {`
    : at % 12 === 10
      ? '}'
      : at % 12 === 11
        ? ''
        : `  total += compute(input, ${at}, "item ${(at * 7919) % 1000}");`,
);
const original = old.join('\n');
const header = ['// Put in at the top.', '// And one more.', ''];

const record = (start: number, end: number): Anchor => recordAnchor({ path, text: original, lines: { start, end } });
const place = (anchor: Anchor, by: number) => ({ start: anchor.lines!.start + by, end: anchor.lines!.end + by });

describe('a long file', () => {
  const evidences = [
    { name: 'by the quote', evidence: undefined },
    { name: 'with the old file', evidence: original },
  ];

  for (const { name, evidence } of evidences) {
    it(`is not compared as a whole for ranges beside what changed, ${name}`, () => {
      const text = [...header, ...old].join('\n');
      const far = record(12_001, 12_006);
      const beside = [record(1, 1), record(1, 4), record(2, 3), record(3, 11)];
      const seeker = new Seeker(text, evidence);
      assert.deepEqual((seeker.beside(far) ?? seeker.quick(far))?.lines, place(far, 3));
      for (const anchor of beside) {
        const found = seeker.beside(anchor) ?? seeker.quick(anchor) ?? seeker.near(anchor);
        assert.deepEqual([found?.state, found?.lines], ['moved', place(anchor, 3)]);
      }
      const all = locateAllInText([...beside, far], text, { original: evidence });
      assert.deepEqual(
        all.map(({ lines }) => lines),
        [...beside, far].map((anchor) => place(anchor, 3)),
      );
    });

    it(`is not compared as a whole for a range that was edited, ${name}`, () => {
      const now = [...header, ...old];
      now[12_000 + 3 + 4] = `  total += compute(input, ${12_000 + 4}, "another item", true);`;
      const seeker = new Seeker(now.join('\n'), evidence);
      const [far, edited] = [record(20_005, 20_008), record(12_001, 12_011)];
      assert.ok(seeker.beside(far) ?? seeker.quick(far));
      assert.equal(seeker.quick(edited), undefined);
      const found = seeker.near(edited);
      assert.deepEqual([found?.state, found?.lines], ['edited', place(edited, 3)]);
    });

    it(`is compared as a whole for a range that is not where it is looked for first, ${name}`, () => {
      const block = old.slice(12_000, 12_011);
      const now = [...header, ...old.slice(0, 12_000), ...old.slice(12_012), ...block];
      const text = now.join('\n');
      const [far, moved] = [record(20_005, 20_008), record(12_001, 12_011)];
      const seeker = new Seeker(text, evidence);
      assert.ok(seeker.beside(far) ?? seeker.quick(far));
      assert.equal(seeker.near(moved)?.lines, undefined);
      const [, location] = locateAllInText([far, moved], text, { original: evidence });
      assert.deepEqual(location?.lines, { start: now.length - 10, end: now.length });
    });

    it(`says that a range is gone, ${name}`, () => {
      const now = [...header, ...old.slice(0, 12_000), ...old.slice(12_012)];
      const [far, gone] = [record(20_005, 20_008), record(12_001, 12_011)];
      const [, location] = locateAllInText([far, gone], now.join('\n'), { original: evidence });
      assert.ok(location?.state === 'lost' || location?.state === 'uncertain', location?.state);
    });
  }

  it('is compared around the change alone for a range that the change took away, with the old file', () => {
    const gone = record(13, 23);
    const text = ['// Instead.', ...old.slice(24)].join('\n');
    const seeker = new Seeker(text, original);
    assert.equal(seeker.beside(gone) ?? seeker.quick(gone) ?? seeker.near(gone), undefined);
    const { file, anchor } = seeker.part(gone);
    assert.ok(file.lines.length < 500, `${file.lines.length} lines`);
    assert.deepEqual(anchor.lines, gone.lines);
    const [lost, kept] = locateAllInText([gone, record(25, 30)], text, { original });
    assert.equal(lost?.state, 'lost');
    assert.deepEqual([kept?.state, kept?.lines], ['moved', { start: 2, end: 7 }]);
  });

  it('counts lines from its top where a part of it was compared', () => {
    const now = [...old];
    now.splice(20_000, 0, ...header);
    now[20_010] = '  total += compute(input, 7, "changed in part");';
    const edited = record(20_006, 20_009);
    const [location] = locateAllInText([edited], now.join('\n'), { original });
    assert.deepEqual([location?.state, location?.lines], ['edited', place(edited, 3)]);
  });

  it('may be long by a few long lines', () => {
    const before = Array.from({ length: 60 }, (_, at) => `const table${at} = "${`${at} and more, `.repeat(1000)}";`);
    const now = ['// Put in at the top.', ...before.slice(0, 30), 'const another = 1;', ...before.slice(31)].join('\n');
    const anchor = recordAnchor({ path, text: before.join('\n'), lines: { start: 29, end: 32 } });
    for (const original of [undefined, before.join('\n')]) {
      const [location] = locateAllInText([anchor], now, { original });
      assert.deepEqual([location?.state, location?.lines], ['edited', { start: 30, end: 33 }]);
    }
  });

  it('may have lone carriage returns as its line ends', () => {
    const before = old.join('\r');
    const block = old.slice(36, 47);
    const now = [...old.slice(0, 36), ...old.slice(48), ...block, ''].join('\r');
    const anchor = recordAnchor({ path, text: before, lines: { start: 37, end: 47 } });
    const [location] = locateAllInText([anchor], now, { original: before });
    assert.deepEqual(location?.lines, { start: old.length - 11, end: old.length - 1 });
  });

  it('is not compared as a whole where the first quoted line was cut', () => {
    const cut = [...old];
    cut[11_999] = `// ${'a long line '.repeat(20)}`;
    cut[12_000] = `  call(${'argument, '.repeat(20)});`;
    const text = cut.join('\n');
    for (const [start, end] of [
      [12_000, 12_004],
      [12_000, 12_001],
    ] as const) {
      const anchor = recordAnchor({ path, text, lines: { start, end } });
      const seeker = new Seeker(text, undefined);
      assert.deepEqual(seeker.quick(anchor)?.lines, { start, end });
    }
  });
});
