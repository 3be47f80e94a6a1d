import { field, scalar } from './fields';
import type { PieceWriter } from './pieces';

const paths = [
  'src/a.ts',
  'a b/c.go',
  'é/日本.py',
  "it's/[id].tsx",
  'lib/#x.js',
  'x/$(y)/z',
  'src',
  '- dash',
  'aa: b',
] as const;
const quotes = [
  'go();',
  'first\n  second',
  '\tx\n\n\ty',
  '  head\nfoot',
  'it\'s "so": [1] # no',
  '日本',
  '---',
  'x: y',
] as const;

/** The entry `code` in one of the forms that an anchor may have. */
export function anchors(writer: PieceWriter): void {
  const form = writer.pick('maps', 'maps', 'maps', 'maps', 'texts', 'flow', 'one', 'alone');
  if (form === 'alone') {
    field(writer, 'code/alone', 'code', scalar(writer, writer.pick(...paths), ''));
  } else if (form === 'one') {
    writer.add('code/key', 'code:\n');
    anchor(writer, 0, '  ', '  ');
  } else if (form === 'flow') {
    flowAnchors(writer);
  } else {
    const pad = writer.pick('  ', '', '    ');
    const gap = writer.pick(' ', '   ');
    writer.add('code/key', `code:${writer.pick('', ' # which', ' ')}\n`);
    for (let index = 0, count = 1 + writer.next(3); index < count; index++) {
      if (writer.once(6)) writer.add('code/between', writer.pick('\n', `${pad}# next\n`, '# out\n'));
      if (form === 'texts') {
        writer.add(`code/${index}`, `${pad}-${gap}${scalar(writer, writer.pick(...paths), '', true)}`);
        writer.add(`code/${index}/after`, `${writer.pick('', ' # why')}\n`);
      } else if (writer.once(8)) {
        writer.add(`code/${index}`, `${pad}-\n`);
        anchor(writer, index, `${pad}  `, `${pad}  `);
      } else {
        anchor(writer, index, `${pad} ${gap}`, `${pad}-${gap}`);
      }
    }
  }
}

/** The keys of one anchor in any order, with others among them. */
function anchor(writer: PieceWriter, index: number, pad: string, first: string): void {
  const own = writer.some(['lines', 'symbol', 'commit', 'quote', 'quote-tail', 'fingerprint', 'reviewer', 'x-tags']);
  own.splice(writer.next(own.length + 1), 0, 'path');
  own.forEach((key, at) => {
    const part = `code/${index}/${key}`;
    if (at > 0 && writer.once(8)) writer.add(`${part}/above`, writer.pick('\n', `${pad}# inside\n`, '  \n'));
    field(writer, part, key, valueOf(writer, key, pad), pad, at === 0 ? first : pad);
  });
}

function valueOf(writer: PieceWriter, key: string, pad: string, inFlow = false): string {
  const text = (...choices: readonly string[]): string => scalar(writer, writer.pick(...choices), pad, inFlow);
  switch (key) {
    case 'path':
      return text(...paths);
    case 'lines':
      return text('42-57', '7', '3 - 9', '12-12', '1–4', '007-0010');
    case 'commit':
      return text('53c2f3253bcf32886706fc023e794bbeb253c90f', '1234567e3', '0123456', 'ABCDEF0123');
    case 'quote':
    case 'quote-tail':
      return quote(writer, pad, inFlow);
    case 'x-tags':
      return writer.pick('[a,  b]', '{k: [v]}', "'x'");
    default:
      return text('run', 'Class.method', 'a: b', '#x', "it's", 'operator<<');
  }
}

function quote(writer: PieceWriter, pad: string, inFlow: boolean): string {
  const text = writer.pick(...quotes);
  if (inFlow || writer.once(4)) return JSON.stringify(text);
  const digit = /^[ \n]/.test(text) ? '2' : writer.pick('', '', '2');
  return [
    `|${digit}${writer.pick('', '', '-')}`,
    ...text.split('\n').map((line) => (line === '' ? '' : `${pad}  ${line}`)),
  ].join('\n');
}

function flowAnchors(writer: PieceWriter): void {
  const onLines = writer.once(3);
  writer.add('code/key', 'code: ');
  writer.add('code', onLines ? '[\n  ' : '[');
  for (let index = 0, count = 1 + writer.next(3); index < count; index++) {
    if (index > 0) writer.add('code/gap', onLines ? ',\n  ' : writer.pick(', ', ' , '));
    writer.add(`code/${index}`, writer.pick('{', '{ '));
    ['path', ...writer.some(['lines', 'symbol', 'commit', 'quote', 'reviewer'])].forEach((key, at) => {
      if (at > 0) writer.add(`code/${index}/gap`, writer.pick(', ', ' ,  '));
      writer.add(`code/${index}/${key}/key`, `${key}:${writer.pick(' ', '  ')}`);
      writer.add(`code/${index}/${key}/value`, valueOf(writer, key, '', true));
    });
    writer.add(`code/${index}`, writer.pick('}', ' }'));
  }
  writer.add('code', onLines ? '\n]' : ']');
  writer.add('code/after', `${writer.pick('', ' # which')}\n`);
}
