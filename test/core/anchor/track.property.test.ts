import assert from 'node:assert/strict';
import fc from 'fast-check';
import { locateInText, recordAnchor, trackEdits, type TextEdit } from '../../../src/core/index';

// Random typing in a document, beside the engine: wherever the engine finds the same text again from scratch without
// doubt, the followed range must be there too. Every line of the document is different, so that there is one truth.

const document = Array.from(
  { length: 60 },
  (_, index) => `${' '.repeat(index % 3)}call${index}(argument${index * 7}, option${index});`,
);
const original = document.join('\n');

/** Applies one change event by itself: the positions are those before the event. */
function applied(text: string, edits: readonly TextEdit[]): string {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const offset = ({ line, character }: { line: number; character: number }): number => starts[line]! + character;
  const last = [...edits].sort((a, b) => offset(b.start) - offset(a.start));
  return last.reduce((now, edit) => now.slice(0, offset(edit.start)) + edit.text + now.slice(offset(edit.end)), text);
}

const action = fc.record({
  places: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(3), fc.nat(30)), {
    minLength: 1,
    maxLength: 3,
  }),
  text: fc.constantFrom('', 'x', '\n', 'fresh();\n', '\nfresh(1);\nfresher(2);\n', '  ', '}\n'),
  kind: fc.constantFrom('edit', 'edit', 'edit', 'undo', 'whole'),
});

/** Edits that do not overlap, from places given as shares of the text. */
function editsOf(
  text: string,
  { places, text: added, kind }: { places: [number, number, number][]; text: string; kind: string },
): TextEdit[] {
  const lines = text.split('\n');
  const end = { line: lines.length - 1, character: lines.at(-1)!.length };
  if (kind === 'whole') return [{ start: { line: 0, character: 0 }, end, text: `${added}${text}` }];
  const edits: TextEdit[] = [];
  let free = 0;
  for (const [share, more, character] of [...places].sort((a, b) => a[0] - b[0])) {
    const line = Math.max(free, Math.floor(share * (lines.length - 1)));
    const until = line + more;
    if (until >= lines.length) break;
    const start = { line, character: Math.min(character, lines[line]!.length) };
    const to = Math.min(more === 0 ? Math.max(character, start.character) : character, lines[until]!.length);
    edits.push({ start, end: { line: until, character: to }, text: added });
    free = until + 1;
  }
  return edits;
}

describe('typing, followed and found', () => {
  it('the followed range is where the engine finds the same text again', () => {
    let compared = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.nat(9),
        fc.array(action, { minLength: 1, maxLength: 6 }),
        (start, more, actions) => {
          const range = { start, end: start + more };
          const anchor = recordAnchor({ path: 'a.ts', text: original, lines: range });
          const tracked = trackEdits(original, new Map([['a', range]]));
          const past: string[] = [];
          let unsure = false;
          let text = original;
          for (const one of actions) {
            const before = text;
            if (one.kind === 'undo') {
              const last = past.pop();
              if (last === undefined) continue;
              const lines = text.split('\n');
              const end = { line: lines.length - 1, character: lines.at(-1)!.length };
              unsure = tracked.apply([{ start: { line: 0, character: 0 }, end, text: last }]).unsure.length > 0;
              text = last;
            } else {
              const edits = editsOf(text, one);
              if (edits.length === 0) continue;
              past.push(before);
              text = applied(text, edits);
              unsure = tracked.apply(edits).unsure.length > 0;
            }
            const found = locateInText(anchor, text, { original });
            const same = (found.state === 'exact' || found.state === 'moved') && found.confidence >= 0.9;
            if (!same) continue;
            // An end was inside replaced text: the product looks again, as it must here.
            if (unsure && found.lines) tracked.set('a', found.lines);
            else compared++;
            assert.deepEqual(tracked.get('a'), found.lines, JSON.stringify(text));
          }
        },
      ),
      { numRuns: 300, seed: 7 },
    );
    assert.ok(compared > 300, `only ${compared} answers of the engine were sure`);
  }).timeout(60_000);
});
