import {
  EventEmitter,
  l10n,
  MarkdownString,
  TreeItem,
  TreeItemCollapsibleState,
  ThemeIcon,
  type TreeDataProvider,
} from 'vscode';
import type { Disposable, NoteEntry } from '../../core/index';
import { highlights } from '../../core/browse/highlight';
import { snippet } from '../../core/browse/snippet';
import { noteItem } from '../noteItem';
import { titleOf } from '../noteText';
import type { Places } from '../places';
import { groupItem, rangeItem, refOf } from './items';
import type { Element, HitNode, NotesModel } from './model';

/** Folders stand open where there are so few notes that all of them fit on a screen. */
const fewNotes = 40;

/** The editor gathers changes for a fifth of a second, then asks for children and for what each row shows. */
const fillMs = 600;
const restMs = 2000;

/** Turns the model into rows. */
export class NotesView implements TreeDataProvider<Element>, Disposable {
  readonly #model: NotesModel;
  readonly #places: Places;
  readonly #changed = new EventEmitter<Element[] | undefined>();
  readonly #listener: Disposable;
  readonly onDidChangeTreeData = this.#changed.event;
  /** Rows that are being asked for, and when that was last so. */
  #asking = 0;
  #askedAt = -Infinity;
  #redraw: ReturnType<typeof setTimeout> | undefined;

  constructor(model: NotesModel, places: Places) {
    this.#model = model;
    this.#places = places;
    this.#listener = model.onDidChange((elements) => this.#change(elements));
  }

  dispose(): void {
    clearTimeout(this.#redraw);
    this.#listener.dispose();
    this.#changed.dispose();
  }

  /**
   * A change while the editor is asking for rows goes wrong in two ways: it keeps the answer that is under way, though
   * that was given before the change; and when rows were named, it gives up all others that it asks for and shows their
   * parents as empty. So rows are named only while it seems to ask for nothing, and once it has come to rest all are
   * drawn anew.
   */
  #change(elements: Element[] | undefined): void {
    this.#changed.fire(this.#isCalm() ? elements : undefined);
    this.#redrawAtRest();
  }

  #redrawAtRest(): void {
    clearTimeout(this.#redraw);
    this.#redraw = setTimeout(() => {
      if (this.#isCalm()) this.#changed.fire(undefined);
      else this.#redrawAtRest();
    }, restMs);
  }

  #isCalm(): boolean {
    return this.#asking === 0 && Date.now() - this.#askedAt > fillMs;
  }

  async getChildren(element?: Element): Promise<Element[]> {
    this.#asking++;
    try {
      return await this.#children(element);
    } finally {
      this.#asking--;
      this.#askedAt = Date.now();
    }
  }

  async #children(element: Element | undefined): Promise<Element[]> {
    const children = await this.#model.children(element);
    this.#places.ask(children.filter((child) => child.kind === 'note' || child.kind === 'hit'));
    return [...children];
  }

  getParent(element: Element): Element | undefined {
    return this.#model.parent(element);
  }

  getTreeItem(element: Element): TreeItem | Promise<TreeItem> {
    this.#askedAt = Date.now();
    const root = this.#model.root(element.root);
    switch (element.kind) {
      case 'root': {
        const item = new TreeItem(root?.name ?? '', TreeItemCollapsibleState.Expanded);
        item.id = element.id;
        item.iconPath = new ThemeIcon('root-folder');
        item.contextValue = 'root';
        item.accessibilityInformation = { label: root?.name ?? '' };
        return item;
      }
      case 'group': {
        const parent = this.#model.parent(element);
        const above = parent?.kind === 'group' ? parent.path : '';
        const isPath = element.group === 'folder' || element.group === 'file';
        const uri = isPath ? root?.toUri(element.path) : undefined;
        return groupItem(element, above, uri, this.#model.total <= fewNotes);
      }
      case 'range': {
        const [first, last] = [element.first, element.last].map((node) => this.#title(node));
        return rangeItem(element, first ?? '', last ?? '');
      }
      case 'hit':
        return this.#hitItem(element);
      case 'note': {
        const entry = this.#model.entry(element);
        if (!entry) return new TreeItem('');
        const ref = refOf(element);
        const underFile = this.#model.grouping === 'file' && element.index !== undefined;
        return noteItem({ id: element.id, ref, entry, location: this.#places.get(ref)?.[ref.index ?? 0], underFile });
      }
    }
  }

  /** The decision itself, as plain text: what stands in a note reaches no trusted surface. */
  async resolveTreeItem(item: TreeItem, element: Element): Promise<TreeItem> {
    if (element.kind !== 'note' && element.kind !== 'hit') return item;
    const entry = this.#model.entry(element);
    const body = entry && (await this.#decision(element.root, entry));
    const tooltip = new MarkdownString();
    tooltip.appendText(entry ? titleOf(entry) : '');
    if (body) tooltip.appendMarkdown('\n\n').appendText(body.length > 600 ? `${body.slice(0, 600)}…` : body);
    if (entry) tooltip.appendMarkdown('\n\n').appendText(entry.file);
    item.tooltip = tooltip;
    return item;
  }

  #title(node: { readonly root: string; readonly file: string }): string {
    const entry = this.#model.entry(node);
    return entry ? titleOf(entry) : node.file;
  }

  async #decision(root: string, entry: NoteEntry): Promise<string | undefined> {
    try {
      return (await this.#model.root(root)?.core.notes.text(entry.file))?.body.decision.trim();
    } catch {
      // The file went meanwhile; the view is about to hear of it.
      return undefined;
    }
  }

  async #hitItem(node: HitNode): Promise<TreeItem> {
    const entry = this.#model.entry(node) ?? node.hit.entry;
    const query = this.#model.filter?.query ?? '';
    const title = titleOf(entry);
    const { terms } = node.hit;
    const inTitle = highlights(title, terms, query).length > 0;
    const body = inTitle ? undefined : await this.#text(node.root, entry);
    const label = (body === undefined ? undefined : snippet(body, terms, query)) ?? title;
    return noteItem({
      id: node.id,
      ref: { root: node.root, file: node.file, index: node.index },
      entry,
      location: this.#places.get(node)?.[node.index],
      underFile: false,
      label,
      highlights: highlights(label, terms, query),
    });
  }

  async #text(root: string, entry: NoteEntry): Promise<string | undefined> {
    try {
      const text = await this.#model.root(root)?.core.notes.text(entry.file);
      return text && [text.body.decision, ...text.body.sections.map((section) => section.markdown)].join('\n');
    } catch {
      // The file went meanwhile; the search is about to run again.
      return undefined;
    }
  }
}

/** The line above the tree that says what it is narrowed to, and how to see all again. */
export function filterMessage(model: NotesModel): string | undefined {
  const { filter } = model;
  if (!filter) return undefined;
  if (filter.found === 0)
    return l10n.t('No note matches “{0}”. Press Escape here to see all {1}.', filter.query, model.total);
  if (filter.found > filter.hits.length) {
    return l10n.t(
      'The best {0} of {1} notes that match “{2}”. Press Escape here to see all {3}.',
      filter.hits.length,
      filter.found,
      filter.query,
      model.total,
    );
  }
  return l10n.t('{0} of {1} notes match “{2}”. Press Escape here to see all.', filter.found, model.total, filter.query);
}
