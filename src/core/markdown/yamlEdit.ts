import type * as yamlPackage from 'yaml';
import type { Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { NotesError } from '../errors';
import type { PrintedEntry } from './printYaml';

type Yaml = typeof yamlPackage;
type Entry = Pair<Scalar<string>, Node | null>;

/**
 * Edits YAML as text: every change replaces as few characters as it can, and what it does not name stays as it is.
 * Nodes are those of the text as it was when they were asked for: after a change, ask again.
 */
export class YamlEditor {
  private readonly yaml: Yaml;
  private readonly eol: string;
  private current: string;
  private parsed: { readonly map: YAMLMap | undefined } | undefined;

  /**
   * @param text whole lines, the last one with its line end
   * @throws NotesError `invalid-note` when this is no YAML map
   */
  constructor(yaml: Yaml, text: string, eol: string) {
    this.yaml = yaml;
    this.eol = eol;
    this.current = text;
    this.root();
  }

  get text(): string {
    return this.current;
  }

  /** The outermost map; `undefined` when there is nothing yet. */
  root(): YAMLMap | undefined {
    this.parsed ??= { map: this.parse() };
    return this.parsed.map;
  }

  private parse(): YAMLMap | undefined {
    const document = this.yaml.parseDocument(this.current, {
      schema: 'failsafe',
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
    });
    if (document.errors.length > 0) throw unsafe('it is not valid YAML');
    const { contents } = document;
    if (contents === null || (this.yaml.isScalar(contents) && contents.value === '')) return undefined;
    if (!this.yaml.isMap(contents)) throw unsafe('it holds no keys');
    return contents;
  }

  /** The one entry of a key. */
  entry(map: YAMLMap | undefined, key: string): Entry | undefined {
    const found = (map?.items ?? []).filter((pair) => this.yaml.isScalar(pair.key) && pair.key.value === key);
    if (found.length > 1) throw unsafe(`the key "${key}" is there twice`);
    return found[0] as Entry | undefined;
  }

  /** The list that is an entry's value. */
  list(entry: Entry | undefined): YAMLSeq<Node> | undefined {
    return this.yaml.isSeq<Node>(entry?.value) ? entry.value : undefined;
  }

  /** The map that is a node. */
  asMap(node: Node | null | undefined): YAMLMap | undefined {
    return this.yaml.isMap(node) ? node : undefined;
  }

  /** Texts of a list's items; `undefined` when one of them is no text. */
  texts(list: YAMLSeq<Node>): readonly string[] | undefined {
    const texts = list.items.map((item) => (this.yaml.isScalar<string>(item) ? item.value : undefined));
    return texts.every((text) => text !== undefined) ? texts : undefined;
  }

  /**
   * Writes an entry: in the place of the one that is there, or as a new one below the last of `before` that is there.
   *
   * @param map where; `undefined` for the outermost map of an empty text
   */
  set(map: YAMLMap | undefined, printed: PrintedEntry, before: readonly string[]): void {
    const { key, lines } = printed;
    const entry = this.entry(map, key);
    if (map?.flow) {
      this.setInFlow(map, entry, printed);
      return;
    }
    if (!map) {
      this.splice(this.current.length, this.current.length, this.join(lines, 0));
      return;
    }
    if (entry) {
      this.replace(entry, lines);
      return;
    }
    const above = map.items.findLast((pair) => before.includes(this.keyText(pair)));
    const first = map.items[0];
    if (!first) throw unsafe('it holds no keys');
    const column = this.column(start(map));
    if (above) {
      this.insert(this.entryEnd(above), this.join(lines, column));
      return;
    }
    const at = this.lineStart(start(first.key as Node));
    if (this.current.slice(at, start(first.key as Node)).trim() !== '') {
      this.insert(this.entryEnd(first), this.join(lines, column));
      return;
    }
    this.splice(at, at, this.join(lines, column));
  }

  /** Takes an entry out, with its lines. A comment behind a one-line value stays. */
  remove(map: YAMLMap | undefined, key: string): void {
    const entry = this.entry(map, key);
    if (!entry || !map) return;
    this.checkPlain(entry.value);
    if (map.flow) {
      this.removeFromFlow(map.items as Entry[], map.items.indexOf(entry));
      return;
    }
    const from = this.lineStart(start(entry.key));
    const indent = this.current.slice(from, start(entry.key));
    if (indent.trim() !== '') {
      this.removeBehindDash(map, entry);
      return;
    }
    const lineEnd = this.lineEnd(start(entry.key));
    const comment = /(?:^|\s)(#.*)$/.exec(this.current.slice(end(entry.value ?? entry.key), lineEnd));
    const kept = comment ? indent + (comment[1] ?? '') + this.eol : '';
    this.splice(from, this.entryEnd(entry), kept);
  }

  /** Takes the first entry of a list's item out: the next one takes its place behind the dash. */
  private removeBehindDash(map: YAMLMap, entry: Entry): void {
    const next = map.items[map.items.indexOf(entry) + 1];
    const to = next ? start(next.key as Node) : 0;
    const value = entry.value ?? entry.key;
    if (to === 0 || this.current.slice(this.isBlock(value) ? this.leafEnd(value) : end(value), to).trim() !== '') {
      throw unsafe(`"${entry.key.value}" shares its line with something else`);
    }
    this.splice(start(entry.key), to, '');
  }

  /** Takes item `index` out of a list that keeps at least one more. */
  removeItem(list: YAMLSeq<Node>, index: number): void {
    if (list.flow) {
      this.removeFromFlow(list.items, index);
      return;
    }
    const item = list.items[index];
    if (!item) return;
    this.splice(this.dash(item).from, this.leafEnd(item), '');
  }

  /** Adds an item, given as its lines at column 0 without the dash, or for a flow list as one text. */
  addItem(list: YAMLSeq<Node>, lines: readonly string[], flow: string): void {
    const last = list.items.at(-1);
    if (list.flow) {
      const at = last ? end(last) : start(list) + 1;
      this.splice(at, at, last ? `, ${flow}` : flow);
      return;
    }
    if (!last) throw unsafe('a list in it has no item');
    const { pad } = this.dash(last);
    const column = pad.length;
    const dashed = lines.map((line, index) => (line === '' ? '' : (index === 0 ? pad : ' '.repeat(column)) + line));
    if (!/^ *- +$/.test(pad)) throw unsafe('a list in it is not written with spaces');
    this.insert(this.leafEnd(last), dashed.join(this.eol) + this.eol);
  }

  /** Puts other text in the place of a node on one line. */
  replaceNode(node: Node, text: string): void {
    this.checkPlain(node);
    this.splice(start(node), end(node), text);
  }

  /** Puts a block map, given as its lines at column 0, in the place of a one-line item; a comment behind it stays. */
  replaceItem(item: Node, [head = '', ...rest]: readonly string[]): void {
    this.checkPlain(item);
    const below = this.after(this.lineEnd(end(item)));
    if (below !== this.leafEnd(item) || this.isBlock(item)) throw unsafe('an item of "code" goes over several lines');
    this.splice(below, below, this.join(rest, this.column(start(item))));
    this.splice(start(item), end(item), head);
  }

  /** Puts another value in the place of an entry's, and leaves what stands before and behind it. */
  private replace(entry: Entry, lines: readonly string[]): void {
    const { value } = entry;
    const key = entry.key.value;
    this.checkPlain(value);
    const [head = '', ...tail] = lines;
    const column = this.column(start(entry.key));
    const rest = head.slice(key.length + 1);
    const printed = rest.trimStart();
    const colon = this.colon(entry);
    const line = this.lineEnd(colon);
    const below = tail.length > 0 ? this.join(tail, column) : '';
    if (value === null || start(value) === end(value)) {
      this.splice(this.after(line), this.after(line), below);
      this.splice(colon, colon, rest);
      return;
    }
    if (this.isBlock(value)) {
      const header = start(value) + (/^[|>][-+\d]*/.exec(this.current.slice(start(value)))?.[0].length ?? 0);
      const headerEnd = this.lineEnd(header);
      const last = this.lastLineEnd(this.leafEnd(value));
      const lines = [printed + this.current.slice(header, headerEnd), ...below.split(/\r?\n/).slice(0, -1)];
      this.splice(start(value), Math.max(headerEnd, last), lines.join(this.eol));
      return;
    }
    if (tail.length === 0 && this.yaml.isScalar(value)) {
      this.splice(start(value), end(value), this.inStyle(value, printed));
      return;
    }
    if (end(value) > line) this.checkComments(key, value);
    if (tail.length === 0 && isFlow(value)) {
      this.splice(start(value), end(value), this.inStyle(value, printed));
      return;
    }
    if (start(value) > line) {
      this.splice(this.after(line), this.leafEnd(value), below);
      this.splice(colon, colon, rest);
      return;
    }
    this.splice(this.after(this.lineEnd(end(value))), this.after(this.lineEnd(end(value))), below);
    this.splice(rest === '' ? colon : start(value), end(value), printed);
  }

  private isBlock(node: Node): boolean {
    return this.yaml.isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
  }

  /** The new scalar in the quotes of the old one. */
  private inStyle(value: Node, printed: string): string {
    if (!this.yaml.isScalar(value) || /^['"[{]/.test(printed)) return printed;
    if (value.type === 'QUOTE_DOUBLE') return JSON.stringify(printed);
    return value.type === 'QUOTE_SINGLE' ? `'${printed.replaceAll("'", "''")}'` : printed;
  }

  private setInFlow(map: YAMLMap, entry: Entry | undefined, printed: PrintedEntry): void {
    if (entry) {
      this.checkPlain(entry.value);
      const from = entry.value && start(entry.value) < end(entry.value) ? start(entry.value) : undefined;
      if (from === undefined) throw unsafe(`the key "${printed.key}" has no value`);
      this.splice(from, end(entry.value ?? entry.key), printed.flow);
      return;
    }
    const last = map.items.at(-1) as Entry | undefined;
    const at = last ? Math.max(end(last.key), last.value ? end(last.value) : 0) : start(map) + 1;
    this.splice(at, at, `${last ? ', ' : ''}${printed.key}: ${printed.flow}`);
  }

  private removeFromFlow(items: readonly (Node | Entry)[], index: number): void {
    const bounds = items.map((item) =>
      this.yaml.isPair(item)
        ? ([start(item.key), Math.max(end(item.key), ends(item.value))] as const)
        : ([start(item), end(item)] as const),
    );
    const own = bounds[index];
    if (!own) return;
    const next = bounds[index + 1];
    const previous = bounds[index - 1];
    const [from, to] = next ? [own[0], next[0]] : previous ? [previous[1], own[1]] : own;
    const gaps = this.current.slice(from, own[0]) + this.current.slice(own[1], to);
    if (gaps.includes('#')) throw unsafe('a list in it holds comments');
    this.splice(from, to, '');
  }

  /** Anchors, aliases and tags mean more than the text shows: such a value is left to a person. */
  private checkPlain(node: Node | null): void {
    const { yaml } = this;
    if (node === null) return;
    yaml.visit(node, (_, visited) => {
      if (!yaml.isNode(visited)) return;
      if (yaml.isAlias(visited) || visited.anchor !== undefined || visited.tag !== undefined) {
        throw unsafe('it uses anchors, aliases or tags');
      }
    });
  }

  private checkComments(key: string, node: Node): void {
    const { yaml } = this;
    const refuse = () => {
      throw unsafe(`the value of "${key}" holds comments`);
    };
    yaml.visit(node, (_, visited) => {
      if (yaml.isNode(visited) && typeof (visited.comment ?? visited.commentBefore) === 'string') refuse();
    });
    if (this.current.slice(this.lineStart(start(node)), start(node)).includes('#')) refuse();
  }

  private keyText(pair: Pair): string {
    return this.yaml.isScalar<string>(pair.key) ? pair.key.value : '';
  }

  /** Just after the colon of an entry. */
  private colon(entry: Entry): number {
    const at = this.current.indexOf(':', end(entry.key));
    if (at < 0 || this.current.slice(end(entry.key), at).trim() !== '') throw unsafe('a key in it has no colon');
    return at + 1;
  }

  /** Start of the line below an entry. */
  private entryEnd(pair: Pair): number {
    const { key, value } = pair as Entry;
    return this.leafEnd(value && start(value) < end(value) ? value : key);
  }

  /** Start of the line below the last thing that a node holds. */
  private leafEnd(node: Node): number {
    const last = this.lastLeaf(node);
    const at = this.blockEnd(last) ?? end(last);
    return at > 0 && this.current.charAt(at - 1) === '\n' ? at : this.after(this.lineEnd(at));
  }

  /** Of a block scalar: its end without the blank lines below it, unless they count. */
  private blockEnd(node: Node): number | undefined {
    if (!this.isBlock(node)) return undefined;
    const source = this.current.slice(start(node), end(node));
    if (/^[|>]\d?\+/.test(source)) return undefined;
    const lines = source.split('\n');
    const full = lines.slice(1).filter((line) => line.trim() !== '');
    const width = Math.min(...full.map((line) => line.length - line.trimStart().length));
    let last = lines.length - 1;
    // More spaces than the text's own are text.
    while (last > 0 && (lines[last] ?? '').trim() === '' && (lines[last] ?? '').trimEnd().length <= width) last--;
    return (
      start(node) +
      lines
        .slice(0, last + 1)
        .join('\n')
        .trimEnd().length
    );
  }

  private lastLeaf(node: Node): Node {
    if (this.yaml.isSeq<Node>(node) && !node.flow) {
      const item = node.items.at(-1);
      return item ? this.lastLeaf(item) : node;
    }
    if (this.yaml.isMap(node) && !node.flow) {
      const pair = node.items.at(-1) as Entry | undefined;
      if (!pair) return node;
      return pair.value && start(pair.value) < end(pair.value) ? this.lastLeaf(pair.value) : pair.key;
    }
    return node;
  }

  /** Where an item's line starts, and what stands there before an item: its dash may have a line to itself. */
  private dash(item: Node): { from: number; pad: string } {
    const above = /(?:^|\n)( *-)[ \t]*(?:#.*)?\r?\n(?:[ \t]*(?:#.*)?\r?\n)*[ \t]*$/.exec(
      this.current.slice(0, start(item)),
    );
    if (above)
      return { from: above.index + (this.current.charAt(above.index) === '\n' ? 1 : 0), pad: `${above[1] ?? ''} ` };
    const from = this.lineStart(start(item));
    const pad = this.current.slice(from, start(item));
    if (!/^\s*-\s+$/.test(pad)) throw unsafe('an item of a list in it does not stand on a line of its own');
    return { from, pad };
  }

  private column(at: number): number {
    return at - this.lineStart(at);
  }

  private lineStart(at: number): number {
    return this.current.lastIndexOf('\n', at - 1) + 1;
  }

  /** Offset of the line's end, before its `\r\n` or `\n`. */
  private lineEnd(at: number): number {
    const found = this.current.indexOf('\n', at);
    const line = found < 0 ? this.current.length : found;
    return line > at && this.current.charAt(line - 1) === '\r' ? line - 1 : line;
  }

  /** End of the line above the line start `at`, before its `\r\n` or `\n`. */
  private lastLineEnd(at: number): number {
    if (this.current.charAt(at - 1) !== '\n') return at;
    return this.current.charAt(at - 2) === '\r' ? at - 2 : at - 1;
  }

  /** Start of the next line, from a line's end. */
  private after(lineEnd: number): number {
    const found = this.current.indexOf('\n', lineEnd);
    return found < 0 ? this.current.length : found + 1;
  }

  private join(lines: readonly string[], column: number): string {
    const pad = ' '.repeat(column);
    return lines.map((line) => (line === '' ? '' : pad + line) + this.eol).join('');
  }

  private insert(at: number, text: string): void {
    this.splice(at, at, text);
  }

  private splice(from: number, to: number, text: string): void {
    this.current = this.current.slice(0, from) + text + this.current.slice(to);
    this.parsed = undefined;
  }
}

function isFlow(node: Node): boolean {
  return 'flow' in node && node.flow;
}

function start(node: Node): number {
  return node.range?.[0] ?? 0;
}

function end(node: Node): number {
  return node.range?.[1] ?? 0;
}

function ends(node: Node | null): number {
  return node ? end(node) : 0;
}

function unsafe(why: string): NotesError {
  return new NotesError('invalid-note', `The front matter cannot be changed safely: ${why}. Change it by hand.`);
}
