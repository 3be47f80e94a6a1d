import assert from 'node:assert/strict';
import { marked } from 'marked';
import { noteToSafeMarkdown } from '../../src/core/index';

/** HTML as the renderer that VS Code uses makes it, before VS Code's own filter. */
async function render(markdown: string): Promise<string> {
  return marked.parse(markdown, { gfm: true });
}

/**
 * Asserts that a note's markdown, made safe, is a page with nothing but text, its structure, and links to the
 * web or to files under the root.
 *
 * @param file root path of the note
 */
export async function assertHarmless(source: string, file: string): Promise<void> {
  const safe = await noteToSafeMarkdown(source, file);
  const html = await render(safe);
  const tags = [...html.matchAll(/<\/?([a-zA-Z][^\s>]*)([^>]*)>/g)];
  for (const [tag, name = '', attributes = ''] of tags) {
    assert.match(
      name,
      /^(?:p|h[1-6]|em|strong|del|code|pre|blockquote|[uo]l|li|hr|br|a|table|thead|tbody|tr|t[hd])\/?$/,
      `${tag} from ${source}`,
    );
    const href = / href="([^"]*)"/.exec(attributes)?.[1];
    if (href !== undefined)
      assert.match(href, /^(?:https?:\/\/|mailto:|[^:/\\]+(?:[/?#]|$)|#|\.)/i, `${tag} from ${source}`);
    assert.doesNotMatch(attributes.replace(/"[^"]*"/g, '""'), /\bon\w+=|style=|src=/, `${tag} from ${source}`);
  }
  // In code a `$(` is the code's own.
  if (!safe.includes('`')) assert.doesNotMatch(safe, /(?<!\\)\$\(/, source);
}
