import { l10n, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, type TreeDataProvider } from 'vscode';
import type { ReviewReason } from '../../core/review/queue';
import type { Roots } from '../roots';
import { noteItem } from '../noteItem';
import { placeText, titleOf } from '../noteText';
import type { NoteRef, Places } from '../places';
import type { QueueNode, QueueRest, ReviewModel, ReviewNode } from './model';

/** Rows of the queue that are shown without being asked for more. */
const atOnce = 100;

/** Turns the queue into rows: groups first, then the notes that wait. */
export class ReviewView implements TreeDataProvider<ReviewNode> {
  readonly #model: ReviewModel;
  readonly #places: Places;
  readonly #roots: Roots;
  readonly onDidChangeTreeData;

  constructor(model: ReviewModel, places: Places, roots: Roots) {
    this.#model = model;
    this.#places = places;
    this.#roots = roots;
    this.onDidChangeTreeData = model.onDidChange;
  }

  async getChildren(node?: ReviewNode): Promise<ReviewNode[]> {
    if (node?.kind === 'touched') return this.#model.touched().map((ref) => groupNode('touched', ref));
    if (node?.kind === 'moved') return this.#model.moved().map((ref) => groupNode('moved', ref));
    if (node?.kind === 'rest') return this.#queued(node.from);
    if (node) return [];
    return [
      ...(this.#model.touched().length > 0 ? [this.#model.touchedGroup] : []),
      ...(await this.#queued(0)),
      ...(this.#model.movedCount > 0 ? [this.#model.movedGroup] : []),
    ];
  }

  /** A part of the queue, and a row for the rest: the editor asks for what every row shows, seen or not. */
  async #queued(from: number): Promise<ReviewNode[]> {
    const queue = await this.#model.queue();
    const part: ReviewNode[] = queue.slice(from, from + atOnce);
    const next = from + atOnce;
    if (next < queue.length) part.push({ kind: 'rest', id: `rest ${next}`, from: next });
    return part;
  }

  getParent(): undefined {
    return undefined;
  }

  getTreeItem(node: ReviewNode): TreeItem | Promise<TreeItem> {
    if (node.kind === 'rest') return this.#restItem(node);
    if (node.kind !== 'item') return this.#groupItem(node.kind);
    const root = this.#roots.all().find((one) => one.key === node.root);
    const entry = root?.core.notes.get(node.file);
    if (!entry) return new TreeItem('');
    const location = this.#places.get(node)?.[node.index];
    const item = noteItem({ id: node.id, ref: node, entry, location, underFile: false });
    const reasons = (this.#isQueued(node) ? this.#model.item(node)?.reasons : undefined) ?? [];
    const drift = this.#model.item(node)?.drift ?? 0;
    const why = reasons.map((reason) => reasonText(reason, drift)).join(', ');
    if (why !== '') {
      item.description = [why, placeText(entry.note?.code[node.index], location)].filter(Boolean).join(' · ');
      item.accessibilityInformation = {
        label: `${titleOf(entry)}, ${why}, ${item.accessibilityInformation?.label ?? ''}`,
      };
      item.contextValue = `${item.contextValue ?? ''} queued`;
      item.iconPath = reasonIcon(reasons[0]) ?? item.iconPath ?? new ThemeIcon('note');
    }
    return item;
  }

  #isQueued(node: QueueNode): boolean {
    return !node.id.startsWith('touched ') && !node.id.startsWith('moved ');
  }

  async #restItem({ id, from }: QueueRest): Promise<TreeItem> {
    const label = l10n.t('{0} more', (await this.#model.queue()).length - from);
    const item = new TreeItem(label, TreeItemCollapsibleState.Collapsed);
    item.id = id;
    item.iconPath = new ThemeIcon('ellipsis');
    item.contextValue = 'rest';
    item.accessibilityInformation = { label };
    return item;
  }

  #groupItem(kind: 'moved' | 'touched'): TreeItem {
    const count = kind === 'moved' ? this.#model.movedCount : this.#model.touched().length;
    const label = kind === 'moved' ? l10n.t('Moved unchanged') : l10n.t('Touched by the last pull');
    const state = kind === 'moved' ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.Expanded;
    const item = new TreeItem(label, state);
    item.id = kind;
    item.iconPath = new ThemeIcon(kind === 'moved' ? 'arrow-swap' : 'cloud-download');
    item.description = String(count);
    item.contextValue = kind;
    item.accessibilityInformation = { label: `${label}, ${count}` };
    return item;
  }
}

function groupNode(group: 'moved' | 'touched', ref: NoteRef): QueueNode {
  return { kind: 'item', id: `${group} ${ref.root} ${ref.file}`, root: ref.root, file: ref.file, index: 0 };
}

/** Why a note waits, for people. */
export function reasonText(reason: ReviewReason, drift: number): string {
  switch (reason) {
    case 'broken':
      return l10n.t('has errors');
    case 'lost':
      return l10n.t('code not found');
    case 'uncertain':
      return l10n.t('place uncertain');
    case 'drifted':
      return l10n.t('{0}% changed', Math.round(drift * 100));
    case 'overdue':
      return l10n.t('review date passed');
    case 'author-gone':
      return l10n.t('author no longer active');
    case 'unconfirmed':
      return l10n.t('not confirmed for a year');
  }
}

function reasonIcon(reason: ReviewReason | undefined): ThemeIcon | undefined {
  const warning = new ThemeColor('list.warningForeground');
  switch (reason) {
    case 'drifted':
      return new ThemeIcon('diff', warning);
    case 'overdue':
      return new ThemeIcon('calendar', warning);
    case 'author-gone':
      return new ThemeIcon('person');
    case 'unconfirmed':
      return new ThemeIcon('clock');
    case 'broken':
    case 'lost':
    case 'uncertain':
    case undefined:
      return undefined;
  }
}
