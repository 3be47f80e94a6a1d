import type * as packageOf from 'mdast-util-from-markdown';
import type { Definition, List, Node, Nodes, Parents, RootContent } from 'mdast';
import { nextTurn } from '../util/turn';
import { safeUrl } from './safeUrl';

/** More of a note than this is not shown at once, in characters. */
const longest = 10_000;
/** Blocks and marks inside one another; deeper ones are shown as text. */
const deepest = 20;

let parser: Promise<typeof packageOf> | undefined;

/** Loading a package and running it for the first time each get a turn of their own, before long work: somebody waits. */
async function loadParser(): Promise<typeof packageOf> {
  await nextTurn();
  const loaded = await import('mdast-util-from-markdown');
  for (const sample of ['A *word*.\n', '## A\n\n- `b` [c](d)\n\n> e\n\n```\nf\n```\n']) {
    await nextTurn();
    loaded.fromMarkdown(sample);
  }
  await nextTurn();
  return loaded;
}

/**
 * A note's markdown, written anew so that showing it does nothing: HTML is text, an image is its description, a link
 * that is not to the web or to a file under the root is its text, and no command, icon or script is left. Code, lists,
 * quotes, headings, tables and emphasis stay. Cut after 10,000 characters.
 *
 * The result has to be shown without trust all the same; this is the second lock on that door.
 *
 * @param file root path of the note, against which relative links count
 */
export async function noteToSafeMarkdown(markdown: string, file: string): Promise<string> {
  parser ??= loadParser();
  const { fromMarkdown } = await parser;
  const cut = markdown.length > longest ? `${markdown.slice(0, longest)}…` : markdown;
  const text = flatten(cut.replace(/\r\n?/g, '\n').replace(hidden, '\ufffd'));
  const tree = fromMarkdown(text);
  const definitions = new Map<string, Definition>();
  collect(tree, definitions);
  return new SafePrinter(definitions, file).blocks(tree.children, 0).join('\n\n');
}

/** Control characters and bidirectional overrides. */
const hidden = /[^\P{Cc}\n\t]|[\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** More marks of a kind than a person writes: a parser's time may grow with their square. */
const mostMarks: Readonly<Record<string, number>> = { '*': 500, _: 500, '[': 200, '<': 200, '`': 1000 };

/** Takes out what no person writes and what costs a parser its time. */
function flatten(text: string): string {
  const seen: Record<string, number> = {};
  for (let at = 0; at < text.length; at++) {
    const mark = text.charAt(at);
    const most = mostMarks[mark];
    if (most === undefined) continue;
    seen[mark] = (seen[mark] ?? 0) + 1;
    if (seen[mark] > most) return flatten(`${text.slice(0, at)}…`);
  }
  return text.replace(/([[\]*_`~<>!&(){}#+-])\1{99,}/g, (run) => run.slice(0, 100)).replace(deepContainers, '');
}

/** More quotes and lists inside one another than a person writes, at the start of a line. */
const deepContainers = /^(?:[ \t]*(?:[-+*>]|\d{1,9}[.)])[ \t]*){20,}/gm;

/** A bare address, without the punctuation that ends a sentence. */
const address = /(https?:\/\/[^\s<>"'`\\()[\]{}|*!]*[^\s<>"'`\\()[\]{}|*!.,:;?_~])/i;

function collect(node: Nodes, definitions: Map<string, Definition>): void {
  if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node);
  if ('children' in node) for (const child of node.children) collect(child, definitions);
}

class SafePrinter {
  private readonly definitions: ReadonlyMap<string, Definition>;
  private readonly file: string;
  private inLink = false;

  constructor(definitions: ReadonlyMap<string, Definition>, file: string) {
    this.definitions = definitions;
    this.file = file;
  }

  /** Texts of blocks, without blank lines around them. */
  blocks(nodes: readonly RootContent[], depth: number): string[] {
    return nodes.map((node) => this.block(node, depth)).filter((text) => text !== '');
  }

  private block(node: RootContent, depth: number): string {
    if (depth > deepest) return escapeText(plainText(node));
    switch (node.type) {
      case 'paragraph':
        return atLineStarts(this.inline(node, depth));
      case 'heading':
        return `${'#'.repeat(node.depth)} ${this.inline(node, depth).replace(/\n/g, ' ').replace(/(#+)$/, '\\$1')}`;
      case 'thematicBreak':
        return '***';
      case 'blockquote':
        return prefix(this.blocks(node.children, depth + 1).join('\n\n'), '> ', '> ');
      case 'list':
        return this.list(node, depth);
      case 'code':
        return fenced(node.value, node.lang ?? '');
      case 'html':
        return atLineStarts(escapeText(node.value));
      case 'definition':
        return '';
      default:
        return atLineStarts(this.phrase(node, depth));
    }
  }

  private list(list: List, depth: number): string {
    const items = list.children.map((item, index) => {
      const marker = list.ordered === true ? `${(list.start ?? 1) + index}. ` : '- ';
      const text = this.blocks(item.children, depth + 1).join(item.spread === true ? '\n\n' : '\n');
      return prefix(text, marker, ' '.repeat(marker.length));
    });
    return items.join(list.spread === true ? '\n\n' : '\n');
  }

  private inline(node: Parents, depth: number): string {
    return node.children.map((child) => this.phrase(child, depth + 1)).join('');
  }

  private phrase(node: Nodes, depth: number): string {
    if (depth > deepest) return escapeText(plainText(node));
    switch (node.type) {
      case 'text':
        return this.text(node.value);
      case 'html':
        return escapeText(node.value);
      case 'emphasis':
        return `*${this.inline(node, depth)}*`;
      case 'strong':
        return `**${this.inline(node, depth)}**`;
      case 'inlineCode':
        return inlineCode(node.value);
      case 'break':
        return '\\\n';
      case 'link':
        return this.link(node, node.url, depth);
      case 'linkReference':
        return this.link(node, this.definitions.get(node.identifier)?.url ?? '', depth);
      case 'image':
      case 'imageReference':
        return escapeText(node.alt ?? '') || 'image';
      default:
        return 'children' in node ? this.inline(node, depth) : escapeText(plainText(node));
    }
  }

  /** Text, with links in the place of bare addresses. */
  private text(value: string): string {
    return value
      .split(address)
      .map((part, index) => {
        const url = index % 2 === 1 && !this.inLink ? safeUrl(part, this.file) : undefined;
        return url === undefined ? escapeText(part) : `[${escapeText(part)}](<${url}>)`;
      })
      .join('');
  }

  private link(node: Parents, url: string, depth: number): string {
    const outer = this.inLink;
    this.inLink = true;
    const text = this.inline(node, depth);
    this.inLink = outer;
    const safe = safeUrl(url, this.file);
    return safe === undefined || text === '' ? text : `[${text}](<${safe}>)`;
  }
}

/** A character that means something in the middle of a line. `|` stays, for tables. */
const special = /[\\`*_{}()[\]$!~]/g;
const entities: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };

/**
 * Text that no renderer takes for anything else. A bare address is broken up: renderers that make a link of it swallow
 * the escapes behind it.
 */
function escapeText(text: string): string {
  return text
    .replace(/[<>&]/g, (char) => entities[char] ?? char)
    .replace(special, '\\$&')
    .replace(/\b(https?|ftp):(?=\/\/)/gi, '$1\\:')
    .replace(/\bwww\./gi, 'www\\.');
}

/** What would start a block at the start of a line. */
function atLineStarts(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimStart().replace(/^(?:[#+=:-]|\d{1,9}(?=[.)]))/, (mark) => escapeStart(mark)))
    .join('\n');
}

/** A number keeps its digits: its dot is what starts a list. */
function escapeStart(mark: string): string {
  return /\d/.test(mark) ? `${mark}\\` : `\\${mark}`;
}

function inlineCode(value: string): string {
  const text = value.replace(/\n/g, ' ');
  const ticks = fence(text, 1);
  const pad = /^[` ]|[` ]$/.test(text) && text.trim() !== '' ? ' ' : '';
  return ticks + pad + text + pad + ticks;
}

function fenced(value: string, language: string): string {
  const ticks = fence(value, 3);
  return `${ticks}${/^[\w+#.-]{1,30}$/.test(language) ? language : ''}\n${value}\n${ticks}`;
}

/** Backticks, more of them than anywhere in the text. */
function fence(text: string, least: number): string {
  const runs = text.match(/`+/g) ?? [];
  return '`'.repeat(Math.max(least, ...runs.map((run) => run.length + 1)));
}

function prefix(text: string, first: string, rest: string): string {
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? first + line : line === '' ? rest.trimEnd() : rest + line))
    .join('\n');
}

function plainText(node: Node): string {
  if ('value' in node && typeof node.value === 'string') return node.value;
  if ('children' in node && Array.isArray(node.children)) return (node.children as Node[]).map(plainText).join('');
  return '';
}
