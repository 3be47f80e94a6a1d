import { type CommentThread, MarkdownString, type Range, type Uri } from 'vscode';

/** What a button of a draft hands over. */
export interface TypedReply {
  readonly text: string;
  /** Id of the draft that it belongs to; absent for one begun with the gutter's "+". */
  readonly draft?: string;
  readonly thread?: CommentThread;
  readonly uri?: Uri;
  readonly range?: Range;
}

/**
 * Reads a command's argument: a draft's comment, a reply in a thread that the editor made itself, or a thread.
 * `undefined` when it is none of them, as when a command is run from the palette.
 */
export function typedReply(argument: unknown): TypedReply | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  if ('draft' in argument && typeof argument.draft === 'string' && 'body' in argument) {
    const { body } = argument;
    return { draft: argument.draft, text: body instanceof MarkdownString ? body.value : String(body) };
  }
  if ('thread' in argument && 'text' in argument && typeof argument.text === 'string') {
    return { ...threadOf(argument.thread as CommentThread), text: argument.text };
  }
  if ('comments' in argument && 'uri' in argument) return threadOf(argument as CommentThread);
  return undefined;
}

function threadOf(thread: CommentThread): TypedReply {
  const [comment] = thread.comments;
  const draft = comment && 'draft' in comment && typeof comment.draft === 'string' ? { draft: comment.draft } : {};
  return { text: '', thread, uri: thread.uri, ...(thread.range ? { range: thread.range } : {}), ...draft };
}
