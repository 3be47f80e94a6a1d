import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commentsIn } from '../../../src/core/prompts/comments';
import { languageOf } from '../../../src/core/prompts/languages';

function found(path: string, text: string): [number, number, string][] {
  const language = languageOf(path);
  assert.ok(language, path);
  return commentsIn(text, language).map(({ start, end, text: said }) => [start, end, said]);
}

describe('commentsIn', () => {
  it('tells comments from strings in each family of languages', () => {
    const cases: [path: string, text: string, comments: string[]][] = [
      [
        'a.ts',
        `const u = 'http://x'; // one\nconst t = \`// no\n// no\`;\n/* two */\nx = /[/*]/.test(y); // three`,
        ['one', 'two', 'three'],
      ],
      ['a.js', `const s = "a \\" // no"; // yes`, ['yes']],
      ['a.c', `char q = '"'; // yes\nchar *s = "/* no */";`, ['yes']],
      ['a.rs', `fn f<'a>(x: &'a str) { let c = '"'; // yes\n let s = r#"// no"#; }`, ['yes']],
      ['a.go', 'x := `// no`\ny := 1 // yes', ['yes']],
      ['a.py', `x = "# no"\ny = '''\n# no\n'''\nz = 1  # yes`, ['yes']],
      ['a.sh', `echo "\${x#prefix}" $# 'a # b'\ny=1 # yes`, ['yes']],
      ['a.yml', `url: http://x/#no\nkey: 1 # yes`, ['yes']],
      ['a.sql', `select '-- no' -- yes\n/* also */`, ['yes', 'also']],
      ['a.lua', `x = [[ -- no ]] -- yes\n--[[ block\n]]`, ['yes', 'block']],
      ['a.css', `a { background: url(//no); } /* yes */`, ['yes']],
      ['a.html', `<p>// no</p> <!-- yes -->`, ['yes']],
      ['a.vue', `<!-- one -->\n<script>\n// two\n</script>`, ['one', 'two']],
      ['a.kt', `val s = """ // no """ // yes`, ['yes']],
      ['a.java', `@X("// no") // yes\nString s = """\n  // no\n  """;`, ['yes']],
      ['a.hs', `f' x = "-- no" -- yes\n{- block -}`, ['yes', 'block']],
      ['a.ini', `; one\nx = 1\n# two`, ['one', 'two']],
      ['run.bat', `REM yes\necho rem\n:: also`, ['yes', 'also']],
      ['Dockerfile', `RUN echo '#no' # yes`, ['yes']],
      ['a.rb', `x = "#{y}" # yes\n=begin\nblock\n=end`, ['yes', 'block']],
      ['a.php', `$x = '# no'; # yes\n// also`, ['yes', 'also']],
    ];
    for (const [path, text, comments] of cases) {
      assert.deepEqual(
        found(path, text).map(([, , said]) => said),
        comments,
        path,
      );
    }
  });

  it('joins neighbouring line comments at one depth, and keeps those beside code apart', () => {
    assert.deepEqual(found('a.ts', '// one\n// two\n\n  // three\nx(); // four\ny(); // five\n'), [
      [1, 2, 'one\ntwo'],
      [4, 4, 'three'],
      [5, 5, 'four'],
      [6, 6, 'five'],
    ]);
  });

  it('strips the stars of a block and counts its lines, with any line ending', () => {
    assert.deepEqual(found('a.ts', 'x();\r\n/**\r\n * One.\r\n * Two.\r\n */\r\nf();\r\n'), [[2, 5, 'One.\nTwo.']]);
  });

  it('is not led astray by an apostrophe or an unclosed quote', () => {
    assert.deepEqual(found('a.php', "don't\n// yes"), [[2, 2, 'yes']]);
    assert.deepEqual(found('a.ts', 'x = "open\n// yes'), [[2, 2, 'yes']]);
    assert.deepEqual(found('a.ts', 'a / b; // yes\nc = d / e; // also'), [
      [1, 1, 'yes'],
      [2, 2, 'also'],
    ]);
  });

  it('knows no comments in prose and data', () => {
    for (const path of ['README.md', 'a.json', 'a.txt', 'LICENSE']) assert.equal(languageOf(path), undefined);
  });

  it('never throws, keeps its ranges in the text, and stays linear on hostile text', () => {
    const paths = ['a.ts', 'a.rs', 'a.py', 'a.sh', 'a.lua', 'a.hs', 'a.html', 'a.bat', 'a.rb'];
    const piece = fc.constantFrom(
      '/',
      '*',
      '"',
      "'",
      '`',
      '\\',
      '\n',
      '#',
      '--',
      '[[',
      ']]',
      '<!--',
      '-->',
      'r#"',
      ' ',
      'x',
      '=begin',
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.array(fc.oneof(piece, fc.string())), (path, pieces) => {
        const text = pieces.join('');
        const lines = text.split('\n').length;
        for (const [start, end] of found(path, text)) assert.ok(start >= 1 && start <= end && end <= lines);
      }),
    );
    // A quadratic scan of these takes minutes; mocha's timeout would end it.
    for (const unit of ['/**/', '"\\"', '[[', "'", '(/[', 'r#"', '`', '/* ', '// ', '\\"']) {
      const text = unit.repeat(Math.floor(400_000 / unit.length));
      for (const path of paths) found(path, text);
    }
  });
});
