import assert from 'node:assert/strict';
import { blockEnd } from '../../../src/core/anchor/blocks';

describe('blockEnd', () => {
  const end = (code: string): number => blockEnd(code.split('\n'), 0, 'a.ts');

  it('reads slashes, quotes and brackets of regular expressions as such', () => {
    const rest = '\n    return url;\n  }\n}\nnext();\n';
    assert.equal(end(`get href() {\n  if (/^https?:\\/\\//i.test(url)) {${rest}`), 4);
    assert.equal(end(`function a() {\n  if (/['"\`{(]/.test(url)) {${rest}`), 4);
    assert.equal(end(`function a() {\n  if (url.match(/[/{]\\//)) {${rest}`), 4);
    assert.equal(end(`function a() {\n  return /[}]/;\n}\nnext();\n`), 2);
  });

  it('still tells divisions and comments from regular expressions', () => {
    assert.equal(end(`function a() {\n  const b = c / d; // {\n  const e = (f) / 2 / g;\n}\nnext();\n`), 3);
    assert.equal(end(`function a() {\n  // it's {\n  /* { */\n}\nnext();\n`), 3);
  });
});
