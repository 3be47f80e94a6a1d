/**
 * Every id that the manifest contributes, typed once. `test/core/contributions.test.ts` holds these tables equal to
 * package.json: to add a command, setting, view, context key or colour, add it in both places.
 */
export const commands = {
  record: 'decisionNotes.record',
  recordSuggested: 'decisionNotes.recordSuggested',
  showSuggestions: 'decisionNotes.showSuggestions',
  recordInFull: 'decisionNotes.recordInFull',
  saveDraft: 'decisionNotes.saveDraft',
  draftInFull: 'decisionNotes.draftInFull',
  leaveDraft: 'decisionNotes.leaveDraft',
  discardDraft: 'decisionNotes.discardDraft',
  changeDraftRange: 'decisionNotes.changeDraftRange',
  openNote: 'decisionNotes.openNote',
  copyLink: 'decisionNotes.copyLink',
  confirmNote: 'decisionNotes.confirmNote',
  search: 'decisionNotes.search',
  clearSearch: 'decisionNotes.clearSearch',
  groupByFile: 'decisionNotes.groupByFile',
  groupByTag: 'decisionNotes.groupByTag',
  groupByStatus: 'decisionNotes.groupByStatus',
  groupByRecency: 'decisionNotes.groupByRecency',
  editNote: 'decisionNotes.editNote',
  revealNote: 'decisionNotes.revealNote',
  compareNote: 'decisionNotes.compareNote',
  showTouched: 'decisionNotes.showTouched',
  showExample: 'decisionNotes.showExample',
  reanchorNote: 'decisionNotes.reanchorNote',
  moveNote: 'decisionNotes.moveNote',
  splitNote: 'decisionNotes.splitNote',
  supersedeNote: 'decisionNotes.supersedeNote',
  deprecateNote: 'decisionNotes.deprecateNote',
  relateNote: 'decisionNotes.relateNote',
  openLinkedNote: 'decisionNotes.openLinkedNote',
  deleteNote: 'decisionNotes.deleteNote',
  acceptMoved: 'decisionNotes.acceptMoved',
  tidy: 'decisionNotes.tidy',
} as const;

export const settings = {
  folderName: 'decisionNotes.folderName',
  placement: 'decisionNotes.placement',
  gutter: 'decisionNotes.inline.gutter',
  endOfLineHint: 'decisionNotes.inline.endOfLineHint',
  codeLens: 'decisionNotes.inline.codeLens',
  promptsEnabled: 'decisionNotes.prompts.enabled',
  promptsPerDay: 'decisionNotes.prompts.perDay',
  promptsMuted: 'decisionNotes.prompts.muted',
} as const;

/** Keys that `when` clauses read and `setContext` sets. */
export const contextKeys = {
  hasDraft: 'decisionNotes.hasDraft',
  hasSuggestion: 'decisionNotes.hasSuggestion',
  hasNotes: 'decisionNotes.hasNotes',
  filtered: 'decisionNotes.filtered',
  hasMoved: 'decisionNotes.hasMoved',
  hasTouched: 'decisionNotes.hasTouched',
} as const;

/** Ids of comment controllers; `when` clauses read them as `commentController`. */
export const commentControllers = {
  capture: 'decisionNotes.capture',
  notes: 'decisionNotes.notes',
} as const;

export const views = {
  thisFile: 'decisionNotes.thisFile',
  notes: 'decisionNotes.notes',
  review: 'decisionNotes.review',
} as const;

export const viewContainers = {
  decisionNotes: 'decisionNotes',
} as const;

export const colors = {
  overviewRuler: 'decisionNotes.overviewRulerForeground',
  uncertain: 'decisionNotes.uncertainForeground',
  rangeBackground: 'decisionNotes.rangeBackground',
  rangeBorder: 'decisionNotes.rangeBorder',
  endOfLine: 'decisionNotes.endOfLineForeground',
} as const;
