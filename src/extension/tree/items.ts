import { l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState, type Uri } from 'vscode';
import type { GroupNode, NoteNode, RangeNode } from '../../core/browse/noteTree';
import { statusText } from '../noteText';
import type { NoteRef } from '../places';

/** Name of a group, for people. Folders in a row are named together, from `above`, the path of the group that shows them. */
export function groupLabel(group: GroupNode, above: string): string {
  switch (group.group) {
    case 'folder':
    case 'file':
      return above === '' ? group.path : group.path.slice(above.length + 1);
    case 'tag':
      return group.key;
    case 'untagged':
      return l10n.t('No tag');
    case 'no-code':
      return l10n.t('On no code');
    case 'broken':
      return l10n.t('Broken notes');
    case 'status':
      return capital(statusText(group.key as Parameters<typeof statusText>[0]));
    case 'period':
      return periodText(group.key);
  }
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

function periodText(key: string): string {
  switch (key) {
    case 'today':
      return l10n.t('Today');
    case 'week':
      return l10n.t('Last 7 days');
    case 'month':
      return l10n.t('Last 30 days');
    case 'undated':
      return l10n.t('Without a date');
    default:
      return key;
  }
}

function groupIcon(group: GroupNode): ThemeIcon {
  switch (group.group) {
    case 'folder':
      return ThemeIcon.Folder;
    case 'file':
      return ThemeIcon.File;
    case 'tag':
    case 'untagged':
      return new ThemeIcon('tag');
    case 'status':
      return new ThemeIcon('circle-outline');
    case 'period':
      return new ThemeIcon('calendar');
    case 'no-code':
      return new ThemeIcon('dash');
    case 'broken':
      return new ThemeIcon('warning');
  }
}

/** The row of a group. `uri`: of the file or folder, so that it looks as in the explorer. */
export function groupItem(group: GroupNode, above: string, uri: Uri | undefined, open: boolean): TreeItem {
  const label = groupLabel(group, above);
  const item = new TreeItem(label, open ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed);
  item.id = group.id;
  item.iconPath = groupIcon(group);
  item.contextValue = group.group;
  if (uri) item.resourceUri = uri;
  const path = group.group === 'folder' || group.group === 'file';
  if (!path) item.description = String(group.count);
  item.tooltip = path ? group.path : label;
  const count = group.count === 1 ? l10n.t('1 note') : l10n.t('{0} notes', group.count);
  item.accessibilityInformation = { label: `${label}, ${count}` };
  return item;
}

/** The row of a part of a long list. */
export function rangeItem(range: RangeNode, first: string, last: string): TreeItem {
  const label = l10n.t('{0} to {1}', range.from + 1, range.to);
  const item = new TreeItem(label, TreeItemCollapsibleState.Collapsed);
  item.id = range.id;
  item.description = `${first} … ${last}`;
  item.iconPath = new ThemeIcon('list-unordered');
  item.contextValue = 'range';
  item.accessibilityInformation = {
    label: l10n.t('Notes {0} to {1}, from {2} to {3}', range.from + 1, range.to, first, last),
  };
  return item;
}

/** A note's node as a reference that commands take. */
export function refOf(node: NoteNode): NoteRef {
  return { root: node.root, file: node.file, index: node.index ?? 0 };
}
