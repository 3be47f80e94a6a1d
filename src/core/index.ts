export type { Anchor, Candidate, LineRange, Location, LocationState } from './anchor/anchor';
export type { Evidence, FileDelta } from './anchor/evidence';
export { locate } from './anchor/locate';
export { locateAllInText, locateInText, type PastEvidence } from './anchor/locateInText';
export { recordAnchor, type AnchorSource } from './anchor/record';
export { enclosingSymbol, type CodeSymbol } from './anchor/symbols';
export { trackEdits, type TextEdit, type TextPosition, type TrackChange, type TrackedRanges } from './anchor/track';
export { editNote, type NoteEdit } from './markdown/editNote';
export type { AnchorEdit } from './markdown/editAnchors';
export { parseNote, parsePlainNote, type ParsedNote } from './markdown/parseNote';
export { noteToSafeMarkdown } from './markdown/safeMarkdown';
export { readBody } from './markdown/readBody';
export { printNewNote, type NewNote } from './markdown/printNote';
export { newNoteFileName } from './note/fileName';
export { createIds, isId } from './note/ulid';
export { createCore, type Core, type CoreOptions } from './createCore';
export { addAnchor, reAnchor, removeAnchor, splitAnchor } from './actions/anchors';
export { confirm, type ConfirmInput, type PresentAnchor } from './actions/confirm';
export { editField } from './actions/editField';
export { followCodeMove, type CodeMove, type NoteWithCode } from './actions/followCodeMove';
export { applyFix, fixFor, type Fix } from './actions/fixes';
export { freshId } from './actions/freshId';
export type { NoteMove } from './actions/moveNotes';
export type { NoteFile } from './actions/noteFile';
export { folderFor, freeNoteFile, type NotePlacement } from './actions/notePlace';
export type { FileChange, Plan } from './actions/plan';
export { record, splitTyped, type RecordInput } from './actions/record';
export { relate } from './actions/relate';
export { removeNote } from './actions/removeNote';
export { setStatus } from './actions/setStatus';
export { supersede, supersedeByNew } from './actions/supersede';
export { tidy, type NoteWithPlaces } from './actions/tidy';
export { NotesError, type ErrorCode } from './errors';
export type {
  CacheSlot,
  CancelSignal,
  Clock,
  Disposable,
  FileStamp,
  Files,
  FilesChange,
  Git,
  Host,
  ListedFile,
  Logger,
} from './host';
export {
  judgementHeadings,
  statuses,
  type Confirmation,
  type Note,
  type NoteBody,
  type Problem,
  type ProblemCode,
  type Section,
  type Status,
} from './note/note';
export type {
  AnchoredNote,
  Locations,
  NoteEntry,
  NoteLink,
  NoteStore,
  NoteText,
  PlacedNote,
  SearchHit,
  StoreChange,
} from './store/noteStore';
