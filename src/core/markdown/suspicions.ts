import type { FoundProblem } from '../note/fields';
import { findConflict } from './conflicts';
import type { Split } from './split';

/** Bidirectional overrides and control characters, which show a reader something else than what is there. */
const hidden = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;
const link =
  /(?:\]\(\s*<?|<|^[ \t]{0,3}\[[^\]\n]{1,200}\]:[ \t]*<?)(command|javascript|vbscript|data|file|blob|about|vscode[\w-]{0,20}):/im;
/** A scheme that is written with entities. */
const disguised = /\]\(\s{0,9}<?[\w#;+.&-]{0,40}&#?\w{1,8};[\w#;+.&-]{0,40}(?::|&colon;)/i;
const html = /<(?:a\s|script|iframe|object|embed|img|svg|style|link|meta|form|base|video|audio)(?<=\s|\b)/i;
const image = /!\[[^\]\n]{0,500}\](?:\(\s*<?(?:https?:)?\/\/|\[[^\]\n]{0,200}\])/i;

/** What in a note's text is no mistake in its form but may harm or mislead a reader. Linear in the text. */
export function suspicions(text: string, split: Split): readonly FoundProblem[] {
  const found: FoundProblem[] = [];
  const add = (offset: number, code: FoundProblem['code'], message: string, severity: FoundProblem['severity']) => {
    found.push({ line: lineAt(text, offset), code, severity, message });
  };
  const conflict = findConflict(text);
  if (conflict >= 0) {
    add(
      conflict,
      'conflict-markers',
      'The note holds merge conflict markers. Keep one side, and delete them.',
      'error',
    );
  }
  const control = hidden.exec(text);
  if (control) {
    const name = `U+${(control[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    add(control.index, 'unsafe-text', `The note holds the invisible character ${name}. Delete it.`, 'warning');
  }
  const body = text.slice(split.body);
  // Only where there is something to find, because most notes are plain text and all are read.
  const target = (body.includes(':') ? link.exec(body) : null) ?? (body.includes('&') ? disguised.exec(body) : null);
  if (target) {
    const scheme = target[1] === undefined ? 'such addresses' : `"${target[1]}:"`;
    add(
      split.body + target.index + target[0].length - 1,
      'unsafe-link',
      `Links to ${scheme} do nothing here. Use https or a relative path.`,
      'warning',
    );
  }
  const tag = body.includes('<') ? html.exec(body) : null;
  if (tag)
    add(
      split.body + tag.index,
      'unsafe-link',
      `The HTML "${tag[0].trim()}" is shown as text. Write markdown.`,
      'warning',
    );
  const remote = body.includes('![') ? image.exec(body) : null;
  if (remote) {
    add(
      split.body + remote.index,
      'unsafe-link',
      'Remote images are not loaded. Link to the image instead.',
      'warning',
    );
  }
  return found;
}

/** 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
