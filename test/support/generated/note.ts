import { anchors } from './anchors';
import { field, list, scalar, words } from './fields';
import { PieceWriter, type Piece } from './pieces';

/** A note in pieces that, put together, are its text. */
export interface GeneratedNote {
  readonly pieces: readonly Piece[];
  readonly text: string;
}

const keys = [
  ...['id', 'status', 'date', 'decision-makers', 'consulted', 'informed', 'tags', 'code', 'supersedes'],
  ...['superseded-by', 'related', 'confirmed', 'review-by', 'source', 'unknown', 'x-map', 'x-list', 'x-text'],
] as const;
const names = ['0012-use-x.md', '01KAPX3T5M8Q0Z7V2N4R6W9YBD', 'old.md', '2026-01-01-é.md'] as const;

/** A note as a person or another tool may have written it, from a tape of choices. */
export function generateNote(tape: readonly number[]): GeneratedNote {
  const writer = new PieceWriter(tape);
  writer.add('mark', writer.pick('', '', '', '\ufeff'));
  if (writer.once(12) || frontMatter(writer)) body(writer);
  return { pieces: writer.pieces, text: writer.text };
}

/** False when the text ends with it, without a line end. */
function frontMatter(writer: PieceWriter): boolean {
  writer.add('fence', `---${writer.pick('', '', '', ' ', '\t')}\n`);
  for (const key of writer.some(keys)) {
    if (writer.once(4)) writer.add('comment', writer.pick('# comment\n', '\n', ' # aside: x\n', ' \n', '#\n\n#\n'));
    entry(writer, key);
  }
  if (writer.once(4)) writer.add('comment', writer.pick('# last\n', '\n', ' \n'));
  const last = writer.once(12);
  writer.add('fence', `---${writer.pick('', '', '', '  ')}${last ? '' : '\n'}`);
  return !last;
}

function entry(writer: PieceWriter, key: (typeof keys)[number]): void {
  const text = (...choices: readonly string[]): void =>
    field(writer, key, key, scalar(writer, writer.pick(...choices), ''));
  switch (key) {
    case 'id':
      text('01KAPX3T5M8Q0Z7V2N4R6W9YBD', '01kapx3t5m8q0z7v2n4r6w9ybd');
      break;
    case 'status':
      text('accepted', 'proposed', 'Accepted', 'superseded', 'odd');
      break;
    case 'date':
    case 'review-by':
      text('2026-11-22', '2027-01-01T10:00:00Z', 'soon');
      break;
    case 'decision-makers':
    case 'consulted':
    case 'informed':
    case 'tags':
      list(writer, key, writer.some(words, 4));
      break;
    case 'supersedes':
    case 'superseded-by':
    case 'related':
      list(writer, key, writer.some(names));
      break;
    case 'code':
      anchors(writer);
      break;
    case 'confirmed':
      confirmed(writer);
      break;
    case 'source':
    case 'unknown':
      text(...words);
      break;
    default:
      writer.add(key, foreign(writer, key));
  }
}

function confirmed(writer: PieceWriter): void {
  const form = writer.pick('date', 'map', 'flow');
  if (form === 'date') {
    field(writer, 'confirmed', 'confirmed', scalar(writer, '2026-11-23', ''));
  } else if (form === 'flow') {
    field(
      writer,
      'confirmed',
      'confirmed',
      writer.pick('{date: 2026-11-23, by: Ada}', '{ by: Ada ,  date: "2026-11-23"}'),
    );
  } else {
    writer.add('confirmed/key', `confirmed:${writer.pick('', ' # who')}\n`);
    for (const key of writer.pick(['date', 'by'], ['by', 'date'], ['date'], ['date', 'on'])) {
      field(writer, `confirmed/${key}`, key, scalar(writer, key === 'date' ? '2026-11-23' : 'Ada', '  '), '  ');
    }
  }
}

/** Entries that mean nothing to us. */
function foreign(writer: PieceWriter, key: string): string {
  return writer.pick(
    `${key}: {a: 1,   b: [2, {c: d}]} # odd\n`,
    `${key}:\n- one\n-   two # x\n- - nested\n  - list\n`,
    `${key}:\n    deep:\n      deeper: |\n        text\n\n          more\n\n    next: >-\n      folded\n      text\n`,
    `${key}: |+\n  kept\n\n`,
    `${key}: "two\n  lines"\n`,
    `${key}: plain\n  goes on\n`,
    `? ${key}\n: value\n`,
    `"${key}" : 'it''s'\n`,
    `${key}:\n`,
  );
}

function body(writer: PieceWriter): void {
  writer.add('lead', writer.pick('\n', '', '\n\n', '  \n', '<!-- lead -->\n\n'));
  const heading = writer.pick('atx', 'atx', 'closed', 'underlined', 'second', 'none');
  const title = writer.pick(
    'Retry',
    'Use `x` *now*',
    '日本語 😀',
    'C# or F#',
    'a_b_c',
    '[link](x.md)',
    'x  y',
    'a\\*b',
  );
  if (heading === 'atx' || heading === 'closed') writer.add('title/mark', writer.pick('# ', '#  ', ' # ', '#\t'));
  if (heading === 'second') writer.add('title/mark', '## ');
  if (heading !== 'none') writer.add('title/value', title);
  if (heading === 'closed') writer.add('title/after', writer.pick(' #', '  ### '));
  if (heading === 'underlined') writer.add('title/after', `\n${writer.pick('===', '=', '=====  ')}`);
  if (writer.once(8)) return;
  if (heading !== 'none') writer.add('title/after', writer.pick('\n', '\n', '  \n'));
  const blocks = writer.some([
    '\nBecause.\n',
    '\n## Trade-off\n\n- one\n- two  \n',
    '\n```yaml\n---\nstatus: x\n---\n```\n',
    '\n***\n\n> quoted\n',
    '\n<details>\n\ttab\u00a0\n</details>\n',
    '\n\n\n## Check first ##\n\n\\* [a]: x\n',
    '\n| a | b |\n|---|---|\n',
    '\nsoft\u2028line \u200b\n',
  ]);
  writer.add('body', blocks.join('') + writer.pick('', '', 'no end', '\n\n', '   '));
}
