import assert from 'node:assert/strict';
import { decodeCode } from '../../../src/core/store/texts';

describe('code as text', () => {
  it('is the same decoded in parts, wherever a part ends, without its byte order mark', async () => {
    const text = 'aé€😀\r\n'.repeat(60_000);
    for (const padding of ['', 'x', 'xx', 'xxx'])
      assert.equal(await decodeCode(new TextEncoder().encode(`\ufeff${padding}${text}`)), padding + text);
  });

  it('has replacement characters for what is not UTF-8, however long it is', async () => {
    const bytes = new Uint8Array(300_002).fill(97);
    bytes.set([0xe2, 0x82], 300_000);
    assert.equal(await decodeCode(bytes), `${'a'.repeat(300_000)}\ufffd`);
  });

  it('is none where a NUL stands near the start', async () => {
    assert.equal(await decodeCode(Uint8Array.from([97, 0, 97])), undefined);
  });
});
