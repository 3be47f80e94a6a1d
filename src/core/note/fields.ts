import type { Anchor, LineRange } from '../anchor/anchor';
import type { Item, MapValue, Value } from '../markdown/value';
import { statuses, type Confirmation, type Note, type Problem, type ProblemCode, type Status } from './note';
import { checkPath } from './path';
import { isId } from './ulid';

/** Everything of a note that its front matter says. */
export type Fields = Omit<Note, 'title'>;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A problem before it is known in which file. */
export type FoundProblem = Omit<Problem, 'file'>;

/** Where a note says what others may find wrong with it later. Lines are 1-based. */
export interface FieldLines {
  readonly id?: number;
  /** One for each anchor in `code`, in its order. */
  readonly code: readonly number[];
}

/** Reads what the front matter says. What is wrong becomes a problem, and all else is kept. */
export function readFields(map: MapValue): { fields: Fields; problems: readonly FoundProblem[]; lines: FieldLines } {
  const reader = new FieldReader(map);
  const fields = reader.read();
  const id = map.entries.get('id')?.line;
  return { fields, problems: reader.problems, lines: { ...(id === undefined ? {} : { id }), code: reader.codeLines } };
}

/** A note about more places is no note, and each place costs a look. */
const mostAnchors = 500;
/** A number that a line of a file can have. */
const line = String.raw`(\d{1,9})`;
const range = new RegExp(String.raw`^\s*${line}\s*(?:[-–]\s*${line}\s*)?$`);
const day = /^\d{4}-\d{2}-\d{2}(?!\d)/;
/** What MADR's templates leave for the writer to fill in: `{YYYY-MM-DD when the decision was last updated}`. */
const placeholder = /^\{.*\}$/s;

class FieldReader {
  readonly problems: FoundProblem[] = [];
  readonly codeLines: number[] = [];
  private readonly map: MapValue;

  constructor(map: MapValue) {
    this.map = map;
  }

  read(): Fields {
    const id = this.id();
    const { status, successors } = this.status();
    const date = this.text('date');
    const confirmed = this.confirmed();
    const reviewBy = this.day('review-by');
    const source = this.text('source');
    const fields: Writable<Fields> = {
      status,
      decisionMakers: this.names(this.map.entries.has('decision-makers') ? 'decision-makers' : 'deciders'),
      consulted: this.names('consulted'),
      informed: this.names('informed'),
      tags: this.names('tags'),
      code: this.anchors(),
      supersedes: this.references('supersedes'),
      supersededBy: this.references('superseded-by'),
      related: this.references('related'),
    };
    if (successors.length > 0 || fields.supersededBy.length > 1)
      fields.supersededBy = [...new Set([...successors, ...fields.supersededBy])];
    // One at a time: spreading each into a literal takes longer than reading the note.
    if (id !== undefined) fields.id = id;
    if (date !== undefined) fields.date = date;
    if (confirmed !== undefined) fields.confirmed = confirmed;
    if (reviewBy !== undefined) fields.reviewBy = reviewBy;
    if (source !== undefined) fields.source = source;
    return fields;
  }

  private problem(line: number, code: ProblemCode, message: string, severity: Problem['severity'] = 'error'): void {
    if (this.problems.length < 50) this.problems.push({ line, code, severity, message });
  }

  private entry(key: string): Item | undefined {
    const entry = this.map.entries.get(key);
    return entry === undefined || entry.value.kind === 'none' ? undefined : entry;
  }

  /** The text of a scalar, on one line. */
  private text(key: string): string | undefined {
    const entry = this.entry(key);
    if (!entry) return undefined;
    if (entry.value.kind !== 'text') {
      this.problem(entry.line, 'wrong-type', `"${key}" must be one value, not a ${entry.value.kind}.`);
      return undefined;
    }
    const text = entry.value.text.trim();
    return text === '' || placeholder.test(text) ? undefined : text;
  }

  private day(key: string): string | undefined {
    const text = this.text(key);
    if (text !== undefined && !isDay(text)) {
      this.problem(
        this.entry(key)?.line ?? 1,
        'wrong-type',
        `"${key}" must be a date like 2026-11-22, not "${shorten(text)}".`,
        'warning',
      );
    }
    return text;
  }

  /** Texts of a list, or of one scalar. */
  private list(key: string): string[] {
    const entry = this.entry(key);
    if (!entry) return [];
    const { value } = entry;
    if (value.kind === 'text') return [value.text];
    if (value.kind === 'list') {
      return value.items.flatMap((item) => {
        if (item.value.kind === 'text') return [item.value.text];
        if (item.value.kind !== 'none') {
          this.problem(item.line, 'wrong-type', `"${key}" must be a list of texts; this item is a ${item.value.kind}.`);
        }
        return [];
      });
    }
    this.problem(entry.line, 'wrong-type', `"${key}" must be a list of texts, like [one, two].`);
    return [];
  }

  /** MADR lets people write a list as one text with commas. */
  private names(key: string): readonly string[] {
    if (!this.map.entries.has(key)) return [];
    const texts = this.list(key).map((text) => text.trim());
    const single = this.entry(key)?.value.kind === 'text';
    const split = single ? texts.flatMap((text) => (placeholder.test(text) ? [] : text.split(/\s*[,;]\s*/))) : texts;
    return split.filter((text) => text !== '');
  }

  private references(key: string): readonly string[] {
    return this.names(key).map(reference);
  }

  private id(): string | undefined {
    const text = this.text('id');
    if (text === undefined || isId(text)) return text?.toUpperCase();
    this.problem(
      this.entry('id')?.line ?? 1,
      'bad-id',
      `"${shorten(text)}" is not an id: 26 letters and digits (a ULID). Delete the line, or give the note a new id.`,
    );
    return undefined;
  }

  private status(): { status: Status; successors: readonly string[] } {
    const text = this.text('status');
    const plain = text?.toLowerCase() ?? 'accepted';
    const known = statuses.find((status) => status === plain);
    if (known) return { status: known, successors: [] };
    const successor = /^superseded\s+by:?\s+(.+)$/is.exec(text ?? '')?.[1];
    if (successor !== undefined) return { status: 'superseded', successors: [reference(successor)] };
    this.problem(
      this.entry('status')?.line ?? 1,
      'unknown-status',
      `"${shorten(text ?? '')}" is not a status. Use one of: ${statuses.join(', ')}.`,
      'warning',
    );
    return { status: 'accepted', successors: [] };
  }

  private confirmed(): Confirmation | undefined {
    const entry = this.entry('confirmed');
    if (entry?.value.kind !== 'map') {
      const date = this.day('confirmed');
      return date === undefined ? undefined : { date };
    }
    const nested = new FieldReader(entry.value);
    const date = nested.day('date');
    const by = nested.text('by');
    this.problems.push(...nested.problems);
    if (date !== undefined) return by === undefined ? { date } : { date, by };
    this.problem(entry.line, 'wrong-type', '"confirmed" needs a date, like "date: 2026-11-22".', 'warning');
    return undefined;
  }

  private anchors(): readonly Anchor[] {
    const entry = this.map.entries.get('code');
    if (!entry) return [];
    const { value } = entry;
    const items = value.kind === 'list' ? value.items : value.kind === 'none' ? [] : [{ line: entry.line, value }];
    if (items.length === 0) {
      this.problem(entry.line, 'missing-anchor', '"code" names no file. Add "- path: …", or delete the line.');
    }
    const beyond = items[mostAnchors];
    if (beyond) {
      const message = `The note has more than ${mostAnchors} anchors; the rest is not read. Write several notes.`;
      this.problem(beyond.line, 'too-large', message);
    }
    return items.slice(0, mostAnchors).flatMap((item) => this.anchor(item) ?? []);
  }

  private anchor(item: Item): Anchor | undefined {
    const nested = new FieldReader(asMap(item));
    const anchor = nested.readAnchor(item.line);
    for (const problem of nested.problems) this.problem(problem.line, problem.code, problem.message, problem.severity);
    if (anchor) this.codeLines.push(nested.map.entries.get('path')?.line ?? item.line);
    return anchor;
  }

  private readAnchor(at: number): Anchor | undefined {
    const path = this.path(at);
    if (path === undefined) return undefined;
    const lines = this.lines();
    const symbol = this.text('symbol');
    const commit = this.commit();
    const quote = this.quote('quote');
    const quoteTail = this.quote('quote-tail');
    const fingerprint = this.text('fingerprint');
    const anchor: Writable<Anchor> = { path };
    if (lines !== undefined) anchor.lines = lines;
    if (symbol !== undefined) anchor.symbol = symbol;
    if (commit !== undefined) anchor.commit = commit;
    if (quote !== undefined) anchor.quote = quote;
    if (quoteTail !== undefined) anchor.quoteTail = quoteTail;
    if (fingerprint !== undefined) anchor.fingerprint = fingerprint;
    return anchor;
  }

  private path(at: number): string | undefined {
    const entry = this.entry('path');
    if (entry?.value.kind !== 'text') {
      const code = entry ? 'wrong-type' : 'missing-anchor';
      this.problem(entry?.line ?? at, code, 'An entry of "code" needs a path, like "path: src/retry.ts".');
      return undefined;
    }
    const checked = checkPath(entry.value.text.trim());
    if (checked.path !== undefined) return checked.path;
    this.problem(entry.line, 'bad-path', `The path "${shorten(entry.value.text)}" ${checked.reason}.`);
    return undefined;
  }

  private lines(): LineRange | undefined {
    const text = this.text('lines');
    if (text === undefined) return undefined;
    const at = this.entry('lines')?.line ?? 1;
    const match = range.exec(text);
    const start = Number(match?.[1]);
    const end = Number(match?.[2] ?? match?.[1]);
    if (!match || start < 1 || end < 1) {
      this.problem(at, 'bad-lines', `"${shorten(text)}" is no range of lines. Write it like 42-57, counted from 1.`);
      return undefined;
    }
    if (start <= end) return { start, end };
    this.problem(at, 'bad-lines', `The lines ${start}-${end} are reversed. Write ${end}-${start}.`, 'warning');
    return { start: end, end: start };
  }

  private commit(): string | undefined {
    const text = this.text('commit');
    if (text === undefined || /^[0-9a-f]{7,64}$/i.test(text)) return text?.toLowerCase();
    const at = this.entry('commit')?.line ?? 1;
    this.problem(at, 'bad-commit', `"${shorten(text)}" is no commit id: 7 to 64 hexadecimal digits.`, 'warning');
    return undefined;
  }

  /** A block ends with a line end that is not part of the quote. */
  private quote(key: string): string | undefined {
    const entry = this.entry(key);
    if (!entry) return undefined;
    if (entry.value.kind === 'text') return withoutLastBreak(entry.value.text);
    this.problem(entry.line, 'wrong-type', `"${key}" must be text, as a block: "${key}: |".`);
    return undefined;
  }
}

function withoutLastBreak(text: string): string {
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}

function isDay(text: string): boolean {
  const date = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  return day.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text.slice(0, 10));
}

/** A path alone stands for an entry that has nothing else. */
function asMap(item: Item): MapValue {
  if (item.value.kind === 'map') return item.value;
  const value: Value = item.value;
  return { kind: 'map', entries: value.kind === 'none' ? new Map() : new Map([['path', { line: item.line, value }]]) };
}

/** `[ADR-0005](0005-use-x.md)` refers to the file. */
function reference(text: string): string {
  return (/^\[[^\]]*\]\(([^()\s]+)\)$/.exec(text.trim())?.[1] ?? text).trim();
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
