import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { runtimeTexts } from '../support/l10n';

function read(file: string): Record<string, string> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
}

function placeholders(text: string): string[] {
  return [...new Set(text.match(/\{\d+\}|command:[\w.]+/g))].sort();
}

describe('German, the complete second language', () => {
  const manifest = read('package.nls.json');
  const germanManifest = read('package.nls.de.json');
  const german = read('l10n/bundle.l10n.de.json');

  it('has every text of the manifest, and no other', () => {
    assert.deepEqual(Object.keys(germanManifest).sort(), Object.keys(manifest).sort());
  });

  it('has every text of the code, and no other', () => {
    assert.deepEqual(Object.keys(german).sort(), [...runtimeTexts()].sort());
  });

  it('keeps what is filled in, and the commands that are linked', () => {
    for (const [key, text] of Object.entries(german)) assert.deepEqual(placeholders(text), placeholders(key), key);
    for (const [key, text] of Object.entries(germanManifest)) {
      assert.notEqual(text, '');
      assert.deepEqual(placeholders(text), placeholders(manifest[key] ?? ''), key);
    }
  });
});
