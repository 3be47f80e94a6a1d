import assert from 'node:assert/strict';
import manifest from '../../package.json' with { type: 'json' };

/** Backgrounds of the editor and the sidebar in VS Code's default themes of each kind. */
const backgrounds = {
  dark: ['#1F1F1F', '#181818', '#1E1E1E', '#252526'],
  light: ['#FFFFFF', '#F8F8F8', '#F3F3F3'],
  highContrast: ['#000000'],
  highContrastLight: ['#FFFFFF'],
} as const;

/** Colours of VS Code's own that ours fall back on, as the default themes and the workbench set them. */
const named: Readonly<Record<string, Partial<Record<keyof typeof backgrounds, string>>>> = {
  'editorWarning.foreground': { dark: '#CCA700' },
  'editorCodeLens.foreground': { dark: '#999999' },
  'editor.foreground': { highContrast: '#FFFFFF', highContrastLight: '#292929' },
};

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio as WCAG 2.2 defines it, from 1 to 21. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

describe('the contrast of our colours', () => {
  it('is computed as the standard says', () => {
    assert.equal(contrast('#000000', '#FFFFFF'), 21);
    assert.equal(contrast('#777777', '#FFFFFF').toFixed(2), '4.48');
  });

  for (const { id, defaults } of manifest.contributes.colors) {
    // Text needs 4.5; what is drawn needs 3; a background or its border is decoration: the gutter says the same.
    const wanted = id.endsWith('Foreground') ? (id.includes('overviewRuler') ? 3 : 4.5) : undefined;
    if (wanted === undefined) continue;
    it(`${id} is at least ${wanted}:1 in every kind of theme`, () => {
      for (const kind of ['dark', 'light', 'highContrast', 'highContrastLight'] as const) {
        const value = defaults[kind];
        const hex = value.startsWith('#') ? value : named[value]?.[kind];
        assert.ok(hex, `${value} is known in a ${kind} theme`);
        for (const background of backgrounds[kind]) {
          const ratio = contrast(hex, background);
          assert.ok(ratio >= wanted, `${hex} on ${background}: ${ratio.toFixed(2)} in a ${kind} theme`);
        }
      }
    });
  }
});
