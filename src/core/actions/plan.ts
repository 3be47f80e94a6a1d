/**
 * One change to one file. A use case returns these instead of writing: the editor applies them as one undoable edit,
 * the terminal through `Files`. Texts are whole files; a byte order mark, where there is one, is part of the text.
 */
export type FileChange =
  | { readonly kind: 'create'; readonly path: string; readonly text: string }
  | { readonly kind: 'replace'; readonly path: string; readonly before: string; readonly after: string }
  | { readonly kind: 'remove'; readonly path: string; readonly before: string }
  | { readonly kind: 'move'; readonly from: string; readonly to: string };

/** What a use case wants done: all of it or nothing. */
export interface Plan {
  readonly changes: readonly FileChange[];
}
