import assert from 'node:assert/strict';
import fc from 'fast-check';
import { loadYaml, readGeneralYaml, type YamlPackages } from '../../../src/core/markdown/generalYaml';
import { readPlainYaml } from '../../../src/core/markdown/plainYaml';
import type { MapValue, Value } from '../../../src/core/markdown/value';

let packages: YamlPackages;
before(async () => {
  packages = await loadYaml();
});

/** Equal to the general reader, lines included, or left to it. */
function check(matter: string): boolean {
  const plain = readPlainYaml(matter, 2);
  if (plain === undefined) return false;
  const other = readGeneralYaml(matter, packages);
  assert.deepEqual({ map: show(plain), problems: [] }, { map: show(other.map), problems: other.problems }, matter);
  return true;
}

function show(value: Value | MapValue): unknown {
  if (value.kind === 'map') return [...value.entries].map(([key, item]) => [key, item.line, show(item.value)]);
  return value.kind === 'list' ? value.items.map((item) => [item.line, show(item.value)]) : value;
}

const piece = fc.constantFrom(
  ...['a', 'b-c', 'quote', 'code', 'é', '日本', '1', '42-57', '1234567e3', '2026-11-22', '~', 'null', 'true', '.5'],
  ...[
    ': ',
    ':',
    ' ',
    '  ',
    '    ',
    '\t',
    '- ',
    '-',
    '#',
    ' # note',
    ',',
    '[',
    ']',
    '[]',
    '{',
    '}',
    '{a: b}',
    '?',
    '? ',
  ],
  ...[
    '|',
    '|\n',
    '|2\n',
    '|-\n',
    '|+\n',
    '|2-',
    '>',
    '>\n',
    "'",
    "''",
    "'x'",
    '"',
    '"x"',
    '"\\n"',
    '"\\""',
    '\\',
    '&x ',
    '*x',
    '!t ',
  ],
  ...[
    '\n',
    '\n',
    '\n  ',
    '\n    ',
    '\n- ',
    '\n  - ',
    '\na: ',
    '\nb:',
    '\n  c: ',
    '\n    d: ',
    '\r\n',
    '\u00a0',
    '\u2028',
    '%',
    '@',
    '`',
  ],
  ...['...', '---', '<<', '__proto__', '\ufeff', '\u0000', '\u0085', '😀', '/', '.', '='],
);

const scalar = fc.oneof(
  fc.constantFrom(
    'a',
    'a b',
    "'it''s'",
    '"x y"',
    '"\\"\\\\ \\n"',
    '42-57',
    '~',
    'null',
    '',
    'a:b',
    'x#y',
    '1:aB-_.',
    "'a' # c",
    'a # c',
  ),
  fc.stringMatching(/^[ -~é]{0,12}$/),
);
const flow = fc
  .array(fc.oneof(fc.constantFrom('a', 'b c', "'x, y'", '"z"', '1', '~', ''), fc.stringMatching(/^[ -~]{0,6}$/)), {
    maxLength: 4,
  })
  .map((items) => `[${items.join(', ')}]`);
const block = fc
  .tuple(
    fc.constantFrom('|', '|-', '|+', '|2', '|2-', '|+2', '|1', '>', '>-', '>+', '>2', '>-2'),
    fc.array(fc.constantFrom('x', 'x z', 'x ', '', ' y', '   z', '\tt', '# no', 'k: v', '- i', ' ', '    '), {
      maxLength: 5,
    }),
  )
  .map(
    ([header, lines]) =>
      (pad: string) =>
        [header, ...lines.map((line) => pad + line)].join('\n'),
  );
const inline = fc.oneof(scalar, flow).map((text) => () => text);

/** Nearly our own form: keys with scalars, lists, blocks, and lists of maps, at odd indentations. */
const matter = fc
  .array(
    fc.oneof(
      fc
        .tuple(fc.constantFrom('id', 'a', 'b-c', 'D_e'), fc.oneof(inline, block))
        .map(([key, value]) => `${key}: ${value('  ')}`),
      fc
        .tuple(fc.constantFrom('tags', 'x'), fc.constantFrom('', '  ', '    '), fc.array(scalar, { maxLength: 3 }))
        .map(([key, pad, items]) => [`${key}:`, ...items.map((item) => `${pad}- ${item}`)].join('\n')),
      fc
        .tuple(
          fc.constantFrom('', ' ', '  '),
          fc.array(
            fc.uniqueArray(fc.tuple(fc.constantFrom('path', 'lines', 'quote', 'by'), fc.oneof(inline, block)), {
              selector: ([key]) => key,
              minLength: 1,
            }),
            { minLength: 1, maxLength: 3 },
          ),
        )
        .map(([pad, items]) =>
          [
            'code:',
            ...items.flatMap((fields) =>
              fields.map(([key, value], index) => `${pad}${index === 0 ? '- ' : '  '}${key}: ${value(`${pad}    `)}`),
            ),
          ].join('\n'),
        ),
      fc.tuple(inline, inline).map(([date, by]) => `confirmed:\n  date: ${date()}\n  by: ${by()}`),
      fc.constantFrom('# comment', '', '   ', '  # indented', 'empty:', 'empty: # c'),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.map((part) => `${part}\n`).join(''));

describe('the quick reader of front matter', () => {
  it('reads what yaml 2 reads, over front matter like our own', () => {
    let read = 0;
    let all = 0;
    fc.assert(
      fc.property(matter, fc.boolean(), (text, crlf) => {
        if (text.split('\n').some((line) => line.startsWith('---'))) return;
        all++;
        if (check(crlf ? text.replaceAll('\n', '\r\n') : text)) read++;
      }),
      { numRuns: 3000 },
    );
    assert.ok(read > all / 4, `only ${read} of ${all} were plain`);
  });

  it('reads what yaml 2 reads, or nothing, over arbitrary pieces of YAML', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const text = `${pieces.join('')}\n`;
        if (/^---/m.test(text)) return;
        check(text);
      }),
      { numRuns: 5000 },
    );
  });
});
