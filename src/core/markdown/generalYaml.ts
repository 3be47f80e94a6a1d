import type * as yaml from 'yaml';
import type { Document, LineCounter, Node, Pair, YAMLMap } from 'yaml';
import type * as grayMatter from 'gray-matter';
import type { Problem, ProblemCode } from '../note/note';
import { turn } from '../util/turn';
import { emptyMap, isNull, none, type Item, type MapValue, type Value } from './value';

/** The two packages that read any front matter, loaded when the first note needs them. */
export interface YamlPackages {
  readonly yaml: typeof yaml;
  readonly matter: typeof grayMatter.default;
}

/** What was read of some front matter. Where there is an error, `map` holds what stands before it. */
export interface GeneralYaml {
  readonly map: MapValue;
  readonly problems: readonly Omit<Problem, 'file'>[];
}

/** Front matter longer than this is read only when it is plain, in characters. */
export const longestGeneral = 32 * 1024;
const blankLines = 400;
const deepest = 40;
/** More of them open than any front matter has, those in texts counted too. */
const brackets = 100;
const tooDeep = 'The front matter is nested too deeply. Write it flatter.';

let loaded: Promise<YamlPackages> | undefined;

/** Loads the packages, once. */
export function loadYaml(): Promise<YamlPackages> {
  loaded ??= load();
  return loaded;
}

/** Each in a turn of its own. What runs for the first time is slow, too: so one word is read beforehand, in steps. */
async function load(): Promise<YamlPackages> {
  await turn.next();
  const matter = await import('gray-matter');
  await turn.next();
  const yaml = await import('yaml');
  await turn.next();
  const tokens = [...new yaml.Parser().parse('a: [b]\n')];
  await turn.next();
  for (const document of new yaml.Composer().compose(tokens)) document.toString();
  return { yaml, matter: matter.default };
}

/**
 * Reads front matter of any form: gray-matter cuts it out, `yaml` reads it. None of gray-matter's own engines is in reach,
 * and its cache is off: it keeps only what it is asked without options.
 *
 * @param matter the lines between the lines of dashes, each with its line end; they start on line 2
 */
export function readGeneralYaml(matter: string, packages: YamlPackages): GeneralYaml {
  const refusal = tooMuch(matter);
  if (refusal) return { map: emptyMap, problems: [problemAt(refusal.line, 'yaml-unsafe', refusal.message)] };
  let found: GeneralYaml = { map: emptyMap, problems: [] };
  const parse = (part: string) => {
    // gray-matter cuts between the \r and the \n before the closing line.
    const whole = `${part.endsWith('\r') ? part.slice(0, -1) : part}\n`;
    found = new GeneralReader(packages.yaml).read(whole);
    // The part starts with the end of line 1.
    const lines = countLines(part);
    if (lines >= countLines(matter)) return {};
    const message = 'Only the line that ends the front matter may start with "---", and it holds nothing else.';
    found = { map: found.map, problems: [...found.problems, problemAt(lines + 1, 'yaml-syntax', message)] };
    return {};
  };
  packages.matter(`---\n${matter}---\n`, { language: 'yaml', engines: { yaml: { parse } } });
  return found;
}

function countLines(text: string): number {
  return text.split('\n').length;
}

function problemAt(line: number, code: ProblemCode, message: string): Omit<Problem, 'file'> {
  return { line, code, severity: 'error', message };
}

/** What would cost the reader more than a moment, and the line of the file on which it is. */
function tooMuch(matter: string): { line: number; message: string } | undefined {
  if (matter.length > longestGeneral) {
    const message = `The front matter is longer than ${longestGeneral / 1024} KiB and not in the plain form. Shorten it, or write one key a line.`;
    return { line: 1, message };
  }
  let blank = 0;
  let open = 0;
  for (const [index, line] of matter.split('\n').entries()) {
    blank = line.trim() === '' ? blank + 1 : 0;
    if (blank > blankLines) {
      const message = `The front matter holds more than ${blankLines} blank lines in a row. Delete them.`;
      return { line: index + 2, message };
    }
    let deepestHere = (/^ *(?:[-?:] +)*/.exec(line)?.[0] ?? '').replace(/ /g, '').length;
    for (const char of line) {
      if (char === '[' || char === '{') open++;
      else if ((char === ']' || char === '}') && open > 0) open--;
      deepestHere = Math.max(deepestHere, open);
    }
    if (deepestHere > brackets) return { line: index + 2, message: tooDeep };
  }
  return undefined;
}

class GeneralReader {
  private readonly yaml: YamlPackages['yaml'];
  private readonly lines: LineCounter;
  private readonly problems: Omit<Problem, 'file'>[] = [];

  constructor(yaml: YamlPackages['yaml']) {
    this.yaml = yaml;
    this.lines = new yaml.LineCounter();
  }

  /** @param matter from just after the first `---` on, so that its first line is the file's first line */
  read(matter: string): GeneralYaml {
    let end = Infinity;
    try {
      const document = this.yaml.parseDocument(matter, {
        schema: 'failsafe',
        // Checked here, in linear time.
        uniqueKeys: false,
        lineCounter: this.lines,
        prettyErrors: false,
        // Less would also silence the error that a second document is.
        logLevel: 'error',
        merge: false,
      });
      for (const error of document.errors) {
        end = Math.min(end, error.pos[0]);
        this.problem(
          this.opened(document, error.pos[0]),
          'yaml-syntax',
          `The front matter is not valid YAML: ${sentence(error.message)}`,
        );
      }
      for (const warning of document.warnings) {
        this.problem(warning.pos[0], 'yaml-unsafe', `${sentence(warning.message)} It is not followed; delete it.`);
      }
      const { contents } = document;
      const map = this.yaml.isMap(contents) ? this.map(contents, 0, end) : this.notMap(contents);
      return { map, problems: this.problems };
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      // The reader calls itself once a level: the stack ran out.
      this.problem(0, 'yaml-unsafe', tooDeep);
      return { map: emptyMap, problems: this.problems };
    }
  }

  /** Of an error at the end of what was never closed: where that began. */
  private opened(document: Document.Parsed, at: number): number {
    let from = at;
    this.yaml.visit(document, {
      Node: (_, node) => {
        const [start, end] = node.range ?? [0, 0];
        const closes = this.yaml.isScalar(node) ? node.type?.startsWith('QUOTE') : 'flow' in node && node.flow;
        if (closes === true && start < at && at <= end + 1) from = start;
      },
    });
    return from;
  }

  private notMap(contents: unknown): MapValue {
    if (contents !== null && this.problems.length === 0) {
      this.problem(1, 'wrong-type', 'The front matter holds no keys. Write one "key: value" a line.');
    }
    return emptyMap;
  }

  private line(offset: number): number {
    return Math.max(1, this.lines.linePos(offset).line);
  }

  private problem(offset: number, code: ProblemCode, message: string): void {
    if (this.problems.length < 20) this.problems.push(problemAt(this.line(offset), code, message));
  }

  /** @param end offset of the first error: what reaches it is not to be trusted */
  private map(map: YAMLMap, depth: number, end: number): MapValue {
    const entries = new Map<string, Item>();
    for (const pair of map.items as Pair<Node, Node | null>[]) {
      const { key, value } = pair;
      const offset = key.range?.[0] ?? 0;
      const last = value?.range?.[1] ?? key.range?.[1] ?? 0;
      if (last >= end) break;
      if (!this.yaml.isScalar<string>(key)) {
        this.problem(offset, 'yaml-syntax', 'A key of the front matter must be a word. Write "key: value".');
        continue;
      }
      const name = key.value;
      if (name === '__proto__' || name === '<<') {
        this.problem(
          offset,
          'yaml-unsafe',
          `The key "${name}" is not read. Delete it, or write out what it stands for.`,
        );
        continue;
      }
      if (entries.has(name)) {
        this.problem(
          offset,
          'duplicate-key',
          `The key "${shorten(name)}" is there twice; the first one counts. Delete one.`,
        );
        continue;
      }
      entries.set(name, { line: this.line(offset), value: this.value(value, depth + 1) });
    }
    return { kind: 'map', entries };
  }

  private value(node: Node | null, depth: number): Value {
    const { yaml } = this;
    if (node === null) return none;
    const offset = node.range?.[0] ?? 0;
    if (yaml.isAlias(node)) {
      this.problem(
        offset,
        'yaml-unsafe',
        `The alias "*${shorten(node.source)}" is not followed. Write out what it stands for.`,
      );
      return none;
    }
    if (depth > deepest) {
      this.problem(offset, 'yaml-unsafe', tooDeep);
      return none;
    }
    if (node.tag?.startsWith('tag:yaml.org,2002:') === false) {
      return none;
    }
    if (yaml.isMap(node)) return this.map(node, depth, Infinity);
    if (yaml.isSeq<Node | null>(node)) {
      const items = node.items.map((item) => ({
        line: this.line(item?.range?.[0] ?? offset),
        value: yaml.isPair(item) ? none : this.value(item, depth + 1),
      }));
      return { kind: 'list', items };
    }
    if (!yaml.isScalar<string>(node)) return none;
    const plain = node.type === 'PLAIN' || node.type === undefined;
    return plain && isNull(node.value) ? none : { kind: 'text', text: node.value };
  }
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function sentence(message: string): string {
  const text = message.replace(/\s+/g, ' ').trim().slice(0, 200);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
