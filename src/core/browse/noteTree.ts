import { briefOf, type NoteEntry } from '../store/noteStore';
import { sortInParts } from '../util/sortInParts';
import type { GroupKind, Placement, Step } from './placement';

/** A group of notes: a folder, a file, a tag and so on. */
export interface GroupNode {
  readonly kind: 'group';
  /** The root that the tree is of. */
  readonly root: string;
  /** Unique in the tree and the same after a reload. */
  readonly id: string;
  readonly group: GroupKind;
  readonly key: string;
  /** Names from the top to here with `/` between: the root path for folders and files. */
  readonly path: string;
  /** Notes beneath, at any depth. */
  readonly count: number;
}

/** A note at one of its places. */
export interface NoteNode {
  readonly kind: 'note';
  readonly root: string;
  readonly id: string;
  /** Root path of the note's file. */
  readonly file: string;
  /** Path of the group that it stands in. */
  readonly under: string;
  /** Position in `note.code` of the anchor that stands here, where it stands for one. */
  readonly index: number | undefined;
}

/** A part of a group too long to show at once: notes `from` to `to`, counted from 0, the end left out. */
export interface RangeNode {
  readonly kind: 'range';
  readonly root: string;
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly first: NoteNode;
  readonly last: NoteNode;
}

export type TreeNode = GroupNode | NoteNode | RangeNode;

/** Longest list of notes shown unbroken, and the length of its parts beyond that. */
const longest = 500;
const part = 250;
/** Where a change touches more nodes than this, all are shown anew. */
const mostTouched = 100;

interface Shown {
  readonly items: readonly (Group | Leaf | Range)[];
  readonly sorted: readonly Leaf[];
}

class Group implements GroupNode {
  readonly kind = 'group';
  readonly root: string;
  readonly id: string;
  readonly group: GroupKind;
  readonly key: string;
  readonly path: string;
  readonly rank: number;
  readonly parent: Group | undefined;
  readonly groups = new Map<string, Group>();
  readonly notes = new Map<string, Leaf>();
  count = 0;
  /** Children in order, computed when asked for and dropped when they change. */
  shown: Shown | undefined;
  /** Counts changes of the children. */
  version = 0;

  constructor(root: string, parent: Group | undefined, step: Step) {
    this.root = root;
    this.parent = parent;
    this.group = step.kind;
    this.key = step.key;
    this.rank = step.rank;
    this.path = parent?.path ? `${parent.path}/${step.key}` : step.key;
    this.id = `${parent?.id ?? root}/${step.kind}:${step.key}`;
  }

  /** The children changed. */
  changed(): void {
    this.shown = undefined;
    this.version++;
  }
}

class Leaf implements NoteNode {
  readonly kind = 'note';
  readonly root: string;
  readonly id: string;
  readonly file: string;
  readonly under: string;
  readonly parent: Group;
  index: number | undefined;
  rank: number;
  title: string;

  constructor(parent: Group, file: string, title: string, placement: Placement) {
    this.root = parent.root;
    this.parent = parent;
    this.file = file;
    this.under = parent.path;
    this.index = placement.index;
    this.rank = placement.rank;
    this.title = title;
    this.id = `${parent.id}//${file}`;
  }
}

class Range implements RangeNode {
  readonly kind = 'range';
  readonly root: string;
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly first: Leaf;
  readonly last: Leaf;

  constructor(from: number, notes: readonly Leaf[], first: Leaf, last: Leaf) {
    this.root = first.root;
    this.from = from;
    this.to = from + notes.length;
    this.first = first;
    this.last = last;
    this.id = `${first.parent.id}//${from}-`;
  }
}

const collator = new Intl.Collator(undefined, { numeric: true });

function byPlace(a: Leaf, b: Leaf): number {
  return a.rank - b.rank || collator.compare(a.title, b.title) || (a.file < b.file ? -1 : 1);
}

function byName(a: Group, b: Group): number {
  return a.rank - b.rank || collator.compare(a.key, b.key) || (a.key < b.key ? -1 : 1);
}

/** The one folder that stands in for `group` in the tree when `group` holds nothing else. */
function onlyFolder(group: Group): Group | undefined {
  if (group.group !== 'folder' || group.notes.size > 0 || group.groups.size !== 1) return undefined;
  const [only] = group.groups.values();
  return only?.group === 'folder' ? only : undefined;
}

function split(sorted: readonly Leaf[]): (Leaf | Range)[] {
  if (sorted.length <= longest) return [...sorted];
  const ranges: Range[] = [];
  for (let from = 0; from < sorted.length; from += part) {
    const notes = sorted.slice(from, from + part);
    const first = notes[0];
    const last = notes.at(-1);
    if (first && last) ranges.push(new Range(from, notes, first, last));
  }
  return ranges;
}

function show(group: Group): Shown {
  group.shown ??= arranged([...group.groups.values()].sort(byName), [...group.notes.values()].sort(byPlace));
  return group.shown;
}

function arranged(groups: readonly Group[], sorted: readonly Leaf[]): Shown {
  const visible = groups.map((child) => {
    let shown = child;
    for (let next = onlyFolder(shown); next; next = onlyFolder(shown)) shown = next;
    return shown;
  });
  return { items: [...visible, ...split(sorted)], sorted };
}

/**
 * The notes of one root arranged as a tree. Folders in a row that hold nothing else are shown as one. Children are
 * computed when they are asked for, and a change says which nodes it touches, so that a view need not start afresh.
 * Nodes keep their identity for as long as they are in the tree.
 */
export class NoteTree {
  readonly #place: (entry: NoteEntry) => readonly Placement[];
  readonly #top: Group;
  readonly #leaves = new Map<string, readonly Leaf[]>();

  /** `root` names the tree in the ids of its nodes; `place` says where a note stands, see `placements`. */
  constructor(root: string, place: (entry: NoteEntry) => readonly Placement[]) {
    this.#top = new Group(root, undefined, { kind: 'folder', key: '', rank: 0 });
    this.#place = place;
  }

  /** Notes in the tree, each counted once. */
  get size(): number {
    return this.#leaves.size;
  }

  /** Sorts the children of `node` in parts where there are many, so that asking for them does not hold the main loop. */
  async prepare(node?: TreeNode): Promise<void> {
    const group = node === undefined ? this.#top : node instanceof Range ? node.first.parent : node;
    if (!(group instanceof Group)) return;
    for (let tries = 0; tries < 3; tries++) {
      if (group.shown || group.notes.size + group.groups.size <= longest) return;
      const { version } = group;
      const groups = await sortInParts([...group.groups.values()], byName);
      const notes = await sortInParts([...group.notes.values()], byPlace);
      if (group.version === version) group.shown = arranged(groups, notes);
    }
  }

  /** Children of `node`, or the top of the tree; in order. */
  children(node?: TreeNode): readonly TreeNode[] {
    if (node === undefined) return show(this.#top).items;
    if (node instanceof Group) return show(node).items;
    if (node instanceof Range) return show(node.first.parent).sorted.slice(node.from, node.to);
    return [];
  }

  /** The node that shows `node` among its children; `undefined` at the top. */
  parent(node: TreeNode): TreeNode | undefined {
    if (node instanceof Leaf) {
      const { items, sorted } = show(node.parent);
      const position = sorted.indexOf(node);
      const range = items.find((item) => item instanceof Range && position >= item.from && position < item.to);
      return range ?? this.#visible(node.parent);
    }
    if (node instanceof Range) return this.#visible(node.first.parent);
    if (!(node instanceof Group)) return undefined;
    let above = node.parent;
    while (above && onlyFolder(above)) above = above.parent;
    return above && this.#visible(above);
  }

  /** The note's nodes; the one under the path `under` comes first. */
  nodes(file: string, under?: string): readonly NoteNode[] {
    const leaves = this.#leaves.get(file) ?? [];
    return under === undefined
      ? leaves
      : [...leaves].sort((a, b) => Number(b.under === under) - Number(a.under === under));
  }

  /** The group that stands for the file or folder `path`, when there are notes on it. */
  group(path: string): GroupNode | undefined {
    let group: Group | undefined = this.#top;
    const names = path.split('/');
    names.forEach((name, index) => {
      const last = index === names.length - 1;
      group = (last ? group?.groups.get(`file:${name}`) : undefined) ?? group?.groups.get(`folder:${name}`);
    });
    return group;
  }

  /**
   * Puts entries in, anew or again, and takes files out. Answers the nodes whose looks or children changed;
   * `undefined` among them stands for the whole tree. `dirty`: nodes that earlier changes touched.
   */
  update(
    entries: readonly NoteEntry[],
    removed: readonly string[] = [],
    dirty = new Set<TreeNode | undefined>(),
  ): Set<TreeNode | undefined> {
    for (const file of removed) this.#remove(file, dirty);
    for (const entry of entries) this.#put(entry, dirty);
    if (dirty.has(undefined) || dirty.size > mostTouched) {
      dirty.clear();
      dirty.add(undefined);
    }
    return dirty;
  }

  #visible(group: Group): Group | undefined {
    return group === this.#top ? undefined : group;
  }

  #put(entry: NoteEntry, dirty: Set<TreeNode | undefined>): void {
    const title = briefOf(entry)?.title ?? entry.file;
    const wanted = new Map(this.#place(entry).map((placement) => [this.#key(placement.steps), placement]));
    const kept: Leaf[] = [];
    for (const leaf of this.#leaves.get(entry.file) ?? []) {
      const placement = wanted.get(leaf.parent.id);
      if (!placement) {
        this.#detach(leaf, dirty);
        continue;
      }
      wanted.delete(leaf.parent.id);
      kept.push(leaf);
      dirty.add(leaf);
      leaf.index = placement.index;
      if (leaf.rank === placement.rank && leaf.title === title) continue;
      leaf.rank = placement.rank;
      leaf.title = title;
      leaf.parent.changed();
      dirty.add(this.#visible(leaf.parent));
    }
    for (const placement of wanted.values()) kept.push(this.#attach(entry.file, title, placement, dirty));
    this.#leaves.set(entry.file, kept);
  }

  #key(steps: readonly Step[]): string {
    return this.#top.id + steps.map((step) => `/${step.kind}:${step.key}`).join('');
  }

  #remove(file: string, dirty: Set<TreeNode | undefined>): void {
    for (const leaf of this.#leaves.get(file) ?? []) this.#detach(leaf, dirty);
    this.#leaves.delete(file);
  }

  #attach(file: string, title: string, placement: Placement, dirty: Set<TreeNode | undefined>): Leaf {
    let group = this.#top;
    let existing: Group | undefined;
    for (const step of placement.steps) {
      const key = `${step.kind}:${step.key}`;
      let next = group.groups.get(key);
      if (!next) {
        existing ??= group;
        next = new Group(group.root, group, step);
        group.groups.set(key, next);
        group.changed();
      }
      group = next;
    }
    const leaf = new Leaf(group, file, title, placement);
    group.notes.set(file, leaf);
    group.changed();
    this.#count(group, 1);
    this.#touch(existing ?? group, existing !== undefined, dirty);
    return leaf;
  }

  #detach(leaf: Leaf, dirty: Set<TreeNode | undefined>): void {
    let group = leaf.parent;
    group.notes.delete(leaf.file);
    group.changed();
    this.#count(group, -1);
    let pruned = false;
    while (group.parent && group.notes.size === 0 && group.groups.size === 0) {
      dirty.delete(group);
      group.parent.groups.delete(`${group.group}:${group.key}`);
      group = group.parent;
      group.changed();
      pruned = true;
    }
    dirty.delete(leaf);
    this.#touch(group, pruned, dirty);
  }

  #count(from: Group, by: number): void {
    for (let group: Group | undefined = from; group; group = group.parent) group.count += by;
  }

  /** Marks what shows `group`. Where groups came or went, a row of folders may join or part, which its parent shows. */
  #touch(group: Group, structure: boolean, dirty: Set<TreeNode | undefined>): void {
    let shownBy: Group | undefined = group;
    if (group.group === 'folder') {
      if (structure || group.notes.size <= 1) shownBy = group.parent;
      while (shownBy && onlyFolder(shownBy)) shownBy = shownBy.parent;
      for (let above = group.parent; above; above = above.parent) above.changed();
    }
    dirty.add(shownBy && this.#visible(shownBy));
  }
}
