import assert from 'node:assert/strict';
import { generate } from '../../bench/anchors/edits/generate';
import { kinds } from '../../bench/anchors/edits/kinds';
import type { Source } from '../../bench/anchors/sources';

// The known answers of the edits bench, checked by themselves: the engine has no part in this.

const program = (name: string): string => {
  const functions = Array.from({ length: 12 }, (_, index) => [
    `export function ${name}Step${index}(input: number[], limit = ${index + 3}): number {`,
    `  const ${name}Total${index} = input.filter((item) => item > limit).map((item) => item * ${index + 2}, input);`,
    `  if (${name}Total${index}.length > ${index * 7}) {`,
    `    console.warn('too many of ${name} ${index}', ${name}Total${index}.length);`,
    `    return limit * ${index};`,
    '  }',
    `  return ${name}Total${index}.reduce((sum, item) => sum + item, ${index});`,
    '}',
    '',
  ]);
  return functions.flat().join('\n');
};
const sources = ['alpha', 'bravo', 'carol'].map((name): Source => {
  return { group: 'made', language: 'ts', path: `src/${name}.ts`, text: program(name) };
});
const groups = new Map([['made', sources]]);
const bare = (text: string): string => text.replace(/\s+/g, '');

describe('generated edits', () => {
  const kept = [
    'insert',
    'move within',
    'move across',
    'split file',
    're-indent',
    'tabs',
    'line ends',
    'wrap',
    'reorder',
  ];
  for (const kind of kinds.filter(({ name }) => kept.includes(name))) {
    it(`${kind.name}: the range's text stands where the answer says`, async () => {
      const cases = await generate(kind, 10, groups, 'test');
      assert.equal(cases.length, 10);
      for (const { original, from, expected, after } of cases) {
        const wanted = original.split('\n').slice(from.lines.start - 1, from.lines.end);
        const text = after.get(expected!.path)!.split(/\r\n|\r|\n/);
        const found = bare(text.slice(expected!.lines.start - 1, expected!.lines.end).join('\n'));
        if (kind.name === 'insert') for (const line of wanted) assert.ok(found.includes(bare(line)));
        else assert.equal(found, bare(wanted.join('\n')));
      }
    });
  }

  it('reformat: the range has the same words on other lines', async () => {
    const kind = kinds.find(({ name }) => name === 'reformat')!;
    const words = (text: string): string[] => text.match(/\w+/g) ?? [];
    for (const { original, from, expected, after } of await generate(kind, 10, groups, 'test')) {
      const wanted = original
        .split('\n')
        .slice(from.lines.start - 1, from.lines.end)
        .join('\n');
      const text = after.get(expected!.path)!.split('\n');
      const found = text.slice(expected!.lines.start - 1, expected!.lines.end).join('\n');
      assert.deepEqual(words(found), words(wanted));
      assert.notEqual(found, wanted);
    }
  });

  it('range deleted: nothing is expected, and none of its telling text is left in the file', async () => {
    const kind = kinds.find(({ name }) => name === 'range deleted')!;
    const cases = await generate(kind, 10, groups, 'test');
    assert.equal(cases.length, 10);
    for (const { original, from, expected, after } of cases) {
      assert.equal(expected, undefined);
      const gone = original
        .split('\n')
        .slice(from.lines.start - 1, from.lines.end)
        .join('\n');
      assert.ok(!after.get(from.path)!.includes(gone));
    }
  });

  it('is the same for the same seed', async () => {
    const kind = kinds.find(({ name }) => name === 'mixed')!;
    assert.deepEqual(await generate(kind, 5, groups, 'a'), await generate(kind, 5, groups, 'a'));
    assert.notDeepEqual(await generate(kind, 5, groups, 'a'), await generate(kind, 5, groups, 'b'));
  });
});
