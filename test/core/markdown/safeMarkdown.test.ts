import assert from 'node:assert/strict';
import fc from 'fast-check';
import { noteToSafeMarkdown } from '../../../src/core/index';
import { safeUrl } from '../../../src/core/markdown/safeUrl';
import { assertHarmless } from '../../support/harmless';

const file = 'src/pay/.decisions/a.md';

const hostile = [
  '[run](command:workbench.action.quit)',
  '[run](<command:workbench.action.quit?%5B%5D>)',
  '[run][a]\n\n[a]: command:x',
  '<command:x>',
  '<https://e.example[run](command:workbench.action.quit)/>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java&#115;cript:alert(1))',
  '[x](java&Tab;script:alert(1))',
  '[x](  javascript:alert(1))',
  '[x](\u0001javascript:alert(1))',
  '[x](javascript%3Aalert(1))',
  '[x](vscode://a.b/c)',
  '[x](vscode-insiders://a.b/c)',
  '[x](file:///etc/passwd)',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](//evil.example/share)',
  '[x](\\\\evil\\share)',
  '[x](/etc/passwd)',
  '[x](../../../../etc/passwd)',
  '[x](..%2f..%2f..%2f..%2fetc/passwd)',
  '![x](https://evil.example/pixel.png)',
  '![x](pixel.png)',
  '![x][a]\n\n[a]: https://evil.example/pixel.png',
  '[![x](https://evil.example/p.png)](https://example.com)',
  '<img src="https://evil.example/p.png">',
  '<script>alert(1)</script>',
  'a <b onclick="x()">b</b> c',
  '<!-- x --><script>alert(1)</script>',
  '<a href="command:x">x</a>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;img src=x onerror=alert(1)&#62;',
  '\\<script>alert(1)</script>',
  '`<script>`',
  '```html\n<script>alert(1)</script>\n```',
  '```"><script>\nx\n```',
  '~~~\n```\n<script>\n~~~',
  '    <script>\n',
  '| a | b |\n|---|---|\n| <script> | ![x](https://e.example/p) |',
  '- <script>\n  - [x](command:a)\n> <img src=x>',
  '$(alert) $(sync~spin)',
  '<https://example.com/<script>>',
  '[a](https://example.com/"onmouseover="x)',
  '[a](<https://example.com/> "title\\"><script>")',
  '[[[[a](command:x)](command:y)',
  '![![![a](https://x.example)](https://y.example)](https://z.example)',
  '\u202ertl\u202c \u0000 \ufeff',
  '[x]: <javascript:alert(1)>\n[x]',
  '# <script>\n===\n',
  '<svg/onload=alert(1)>',
  '<?php echo 1 ?> <!DOCTYPE x> <![CDATA[<script>]]>',
  'www.example.com <x@example.com>',
];

describe('noteToSafeMarkdown', () => {
  for (const source of hostile) {
    it(`leaves nothing to run or to load: ${JSON.stringify(source).slice(0, 60)}`, () => assertHarmless(source, file));
  }

  it('leaves nothing to run or to load in arbitrary markdown', async () => {
    const piece = fc.constantFrom(
      ...hostile,
      ...[
        '[',
        ']',
        '(',
        ')',
        '<',
        '>',
        '!',
        '`',
        '``',
        '```',
        '~~~',
        '\n',
        '\n\n',
        '    ',
        '\t',
        '- ',
        '1. ',
        '> ',
        '# ',
        '|',
        '\\',
        '&',
        ';',
      ],
      ...[
        '*',
        '**',
        '_',
        '"',
        "'",
        'command:x',
        'javascript:x',
        'https://e.example',
        'a',
        ' ',
        '[a]: ',
        'x]: ',
        '---',
        '===',
        '$(',
        '<a',
        '/>',
        '&lt;',
        '&#x3c;',
        '\u00a0',
      ],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), (pieces) => assertHarmless(pieces.join(''), file)),
      { numRuns: 1500 },
    );
  });

  it('keeps the text, the code and the links that are fine', async () => {
    const same = [
      'A retried *POST* once **charged** a customer `twice`.',
      '# Title\n\n- one\n- two\n  - three\n\n1. a\n2. b',
      '> quoted\n> text\n\n***',
      '```ts\nconst a = `<b>`;\n```',
      '[docs](<https://example.com/a?b=c#d>) and [file](<../retry.ts>) and [below](<#x>)',
      '| a | b |\n| - | - |\n| 1 | 2 |',
      'a\\\nb',
      '`` ` ``',
      '- a\n\n  b\n\n- c',
    ];
    for (const markdown of same) assert.equal(await noteToSafeMarkdown(markdown, file), markdown);
  });

  it('shows what it takes away', async () => {
    const cases: [string, string][] = [
      ['[run](command:x)', 'run'],
      ['![a chart](https://example.com/c.png)', 'a chart'],
      ['![](https://example.com/c.png)', 'image'],
      ['<b>x</b>', '&lt;b&gt;x&lt;/b&gt;'],
      [
        'see https://example.com/a_b. www.example.com',
        'see [https\\://example.com/a\\_b](<https://example.com/a_b>). www\\.example.com',
      ],
      ['[https://e.example](command:x)', 'https\\://e.example'],
      ['1\\. a\n\\- b\n+c', '1\\. a\n\\- b\n\\+c'],
      ['a\r\nb\u0007', 'a\nb\ufffd'],
      ['[a]: https://example.com\n\n[see][a] [a]', '[see](<https://example.com>) [a](<https://example.com>)'],
      ['~~~js"x\na\n~~~', '```\na\n```'],
      ['# a #b#', '# a #b\\#'],
    ];
    for (const [from, to] of cases) assert.equal(await noteToSafeMarkdown(from, file), to);
    assert.ok((await noteToSafeMarkdown('x'.repeat(20_000), file)).length < 10_100);
  });

  it('takes no time over markdown that is made to take time', async () => {
    const long = 20_000;
    for (const unit of [
      '[',
      '[a](',
      '*a_ ',
      '**',
      '> ',
      '- ',
      '1. ',
      '`',
      '` ``',
      '<',
      '<a ',
      '![',
      '&',
      '\\',
      '[a]: b\n',
      '| ',
      '_a__b',
      '<!--',
      '* * ',
      '\n> - ',
    ]) {
      const started = performance.now();
      await noteToSafeMarkdown(unit.repeat(long / unit.length), file);
      assert.ok(performance.now() - started < 2000, `${unit}: ${performance.now() - started} ms`);
    }
  });
});

describe('safeUrl', () => {
  it('stays on the web or under the root', () => {
    const fine = [
      'https://example.com',
      'HTTP://example.com/a',
      'b.md',
      './b.md',
      '../retry.ts',
      '../../../README.md',
      'a/../b',
      '#x',
      'a b.md',
      'a%20b.md',
      '?x',
    ];
    for (const url of fine) assert.notEqual(safeUrl(url, file), undefined, url);
    const refused = [
      '',
      'https:',
      'https://',
      'http:/x',
      '../../../../x',
      '..%2F..%2F..%2F../x',
      '%2e%2e/../../../x',
      '/x',
      '%2fx',
      '//x',
      'C:/x',
      'c:x',
      'mailto:a@b.c',
      'a\\b',
      'a%5cb',
      'x:y',
      'x%3ay',
      '%',
      ' x',
      'a\nb',
      'a\u202eb',
      'x'.repeat(3000),
    ];
    for (const url of refused) assert.equal(safeUrl(url, file), undefined, url);
  });
});
