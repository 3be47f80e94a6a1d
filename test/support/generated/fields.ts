import type { PieceWriter } from './pieces';

/** Texts that a person may write in a field, hard ones among them. */
export const words = [
  ...[
    'a',
    'Ada Lovelace',
    'O’Brien',
    "it's",
    'say "no"',
    'a, b',
    'a: b',
    'a #b',
    '# a',
    '- a',
    '[a]',
    '{a}',
    '*a',
    '&a',
  ],
  ...[
    '!a',
    '%a',
    '@a',
    '`a`',
    '|',
    '>',
    '?',
    ':',
    '-',
    '~',
    'null',
    'true',
    'No',
    '1',
    '1e3',
    '0x1f',
    '.5',
    '2026-11-22',
  ],
  ...['日本語', '😀 ok', 'é', 'e\u0301', 'a\\b', '\\n', 'a\tb', '<<', '__proto__', '...', 'x:', 'a  b', "''", '"', "'"],
] as const;

const plainSafe = /^(?!~$|null$|\.\.\.$)[A-Za-z0-9/_.é日本語😀’][A-Za-z0-9/_.é日本語😀’ -]*(?<! )$/u;
const comments = ['', '', '', '', ' ', '  # c', ' # "d": [e', ' \t# tab'] as const;

/** A text of one line as a YAML scalar, in a style that can hold it. A block style brings its lines, below `pad`. */
export function scalar(writer: PieceWriter, text: string, pad: string, inFlow = false): string {
  const styles = [`'${text.replaceAll("'", "''")}'`, JSON.stringify(text)];
  if (plainSafe.test(text)) styles.unshift(text, text, text);
  if (!inFlow && text !== '' && text.trim() === text) {
    styles.push(`${writer.pick('|', '|-', '>', '>-', '|2-')}\n${pad}  ${text}`);
    if (plainSafe.test(text)) styles.push(`\n${pad}  ${text}`);
  }
  return writer.pick(...styles);
}

/** `key: value # comment`, in three pieces; `pad` stands before the lines below, `first` before the key. */
export function field(writer: PieceWriter, part: string, key: string, value: string, pad = '', first = pad): void {
  const written = writer.once(8) ? writer.pick(`"${key}"`, `'${key}'`) : key;
  const gap = value.startsWith('\n') ? writer.pick('', ' ', ' # below') : writer.pick(' ', ' ', '  ', '     ');
  writer.add(`${part}/pad`, first);
  writer.add(`${part}/key`, `${written}${writer.once(10) ? ' :' : ':'}${gap}`);
  writer.add(`${part}/value`, value);
  writer.add(`${part}/after`, `${value.includes('\n') ? '' : writer.pick(...comments)}\n`);
}

/** A list of texts: in flow style on one line or several, in block style, or one text alone. */
export function list(writer: PieceWriter, key: string, texts: readonly string[]): void {
  const [only] = texts;
  const style = writer.pick('flow', 'block', 'flow', 'block', 'lines', 'alone');
  if (texts.length === 0 && style === 'block') {
    writer.add(`${key}/key`, `${key}:`);
    writer.add(`${key}/value`, '');
    writer.add(`${key}/after`, `${writer.pick(...comments)}\n`);
  } else if (only !== undefined && texts.length === 1 && style === 'alone' && !/[,;]/.test(only)) {
    field(writer, key, key, scalar(writer, only, ''));
  } else if (style === 'block') {
    blockList(writer, key, texts);
  } else {
    flowList(writer, key, texts, style === 'lines');
  }
}

function flowList(writer: PieceWriter, key: string, texts: readonly string[], onLines: boolean): void {
  writer.add(`${key}/key`, `${key}:${writer.pick(' ', '   ')}`);
  writer.add(`${key}/value`, `[${onLines ? '\n  ' : writer.pick('', ' ')}`);
  texts.forEach((text, index) => {
    const gap = onLines ? writer.pick(',\n  ', ' ,\n    ') : writer.pick(', ', ',  ', ' , ');
    if (index > 0) writer.add(`${key}/value/gap`, gap);
    writer.add(`${key}/value/${index}`, scalar(writer, text, '', true));
  });
  const last = texts.length > 0 && writer.once(5) ? ',' : '';
  writer.add(`${key}/value`, `${last}${onLines ? writer.pick('\n  ', '\n ') : writer.pick('', ' ')}]`);
  writer.add(`${key}/after`, `${writer.pick(...comments)}\n`);
}

function blockList(writer: PieceWriter, key: string, texts: readonly string[]): void {
  const pad = writer.pick('  ', '', '    ');
  const dash = `${pad}-${writer.pick(' ', '   ')}`;
  writer.add(`${key}/key`, `${key}:`);
  writer.add(`${key}/value`, '');
  writer.add(`${key}/head`, `${writer.pick(...comments)}\n`);
  texts.forEach((text, index) => {
    if (writer.once(6)) writer.add(`${key}/value/between`, writer.pick(`${pad}# item\n`, '\n', '# out\n', '  \n'));
    const value = scalar(writer, text, pad, true);
    writer.add(`${key}/value/${index}`, dash + value);
    writer.add(`${key}/value/${index}/after`, `${writer.pick(...comments)}\n`);
  });
}
