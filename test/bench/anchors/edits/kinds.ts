import { change, deleteRange, insert, lineEnds, reindent, remove, rename, replaceRange, tabs, wrap } from './lines';
import {
  duplicate,
  duplicateBoth,
  extract,
  moveAcross,
  moveWithin,
  otherExtension,
  reorder,
  splitFile,
  vendored,
} from './moves';
import type { Edit } from './world';

/** One way in which code changes. */
export interface Kind {
  readonly name: string;
  /** Lays the file out anew before the edits. */
  readonly reformat?: boolean;
  readonly edits: readonly Edit[];
  /** Applies 2 to 4 of the edits, in random order. */
  readonly mixed?: boolean;
  /** The range may have a twin in its file: only what stands around tells them apart. */
  readonly twins?: boolean;
}

export const kinds: readonly Kind[] = [
  { name: 'insert', edits: [insert], twins: true },
  { name: 'delete around', edits: [remove], twins: true },
  { name: 'change words', edits: [change] },
  { name: 'insert, delete, change', edits: [insert, remove, change], twins: true },
  { name: 'range deleted', edits: [deleteRange] },
  { name: 'range replaced', edits: [replaceRange] },
  { name: 'deleted, others edited', edits: [rename, insert, deleteRange] },
  { name: 'move within', edits: [moveWithin] },
  { name: 'move within and change', edits: [moveWithin, change] },
  { name: 'move across', edits: [moveAcross] },
  { name: 'move across and change', edits: [change, moveAcross] },
  { name: 'split file', edits: [splitFile] },
  { name: 'split file and rename', edits: [rename, splitFile] },
  { name: 'rename identifiers', edits: [rename], twins: true },
  { name: 're-indent', edits: [reindent], twins: true },
  { name: 'tabs', edits: [tabs], twins: true },
  { name: 'line ends', edits: [lineEnds], twins: true },
  { name: 'reformat', reformat: true, edits: [] },
  { name: 'reformat and move', reformat: true, edits: [moveWithin] },
  { name: 'wrap', edits: [wrap], twins: true },
  { name: 'extract function', edits: [extract] },
  { name: 'duplicate, edit copy', edits: [duplicate] },
  { name: 'duplicate, edit both', edits: [duplicateBoth] },
  { name: 'vendored copy', edits: [vendored] },
  { name: 'vendored, range deleted', edits: [vendored, deleteRange] },
  { name: 'extension', edits: [otherExtension] },
  { name: 'extension and change', edits: [otherExtension, change, insert] },
  { name: 'reorder', edits: [reorder] },
  {
    name: 'mixed',
    mixed: true,
    edits: [insert, remove, change, moveWithin, moveAcross, rename, reindent, tabs, lineEnds, wrap, duplicate, reorder],
  },
  { name: 'mixed and deleted', mixed: true, edits: [insert, remove, rename, reindent, reorder, deleteRange] },
  {
    name: 'mixed and reformat',
    reformat: true,
    mixed: true,
    edits: [insert, remove, change, moveWithin, rename, reorder],
  },
];
