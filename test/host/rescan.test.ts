import assert from 'node:assert/strict';
import { EventEmitter, type WindowState } from 'vscode';
import { registerRescan } from '../../src/extension/rescan';
import type { Services } from '../../src/extension/services';

describe('notes that the watchers missed', () => {
  it('are looked for when the person comes back to the window, and not each time', () => {
    const state = new EventEmitter<WindowState>();
    const focus = (focused: boolean): void => state.fire({ focused, active: focused });
    let looks = 0;
    const notes = { refresh: () => Promise.resolve(looks++) };
    const roots = {
      all: () => [{ core: { notes } }],
      ready: () => new Promise(() => undefined),
      onDidChange: new EventEmitter<void>().event,
    };
    let now = 1_000_000;
    const registered = registerRescan({ roots } as unknown as Pick<Services, 'roots'>, state.event, () => now);
    now += 10_000;
    focus(true);
    assert.equal(looks, 0, 'so soon after the start');
    now += 30_000;
    focus(false);
    assert.equal(looks, 0, 'when leaving');
    focus(true);
    assert.equal(looks, 1);
    now += 20_000;
    focus(false);
    focus(true);
    assert.equal(looks, 1, 'a moment after');
    now += 20_000;
    focus(true);
    assert.equal(looks, 2);
    registered.dispose();
    now += 60_000;
    focus(true);
    assert.equal(looks, 2, 'when disposed');
  });
});
