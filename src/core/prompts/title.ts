import { excerpt, type Trigger } from './trigger';

const longest = 72;

/**
 * A title for the note that a trigger asks for: what the comment says where the trigger is a comment, else the commit's
 * subject, without the marks that only tools read. Plain text, one line; empty when neither says anything.
 */
export function suggestedTitle(trigger: Trigger, subject: string): string {
  const fromComment = trigger.kind === 'workaround' || trigger.kind === 'reason' ? cleanComment(trigger.evidence) : '';
  const fromSubject = cleanSubject(subject);
  const [first, second] = fromComment.split(' ').length >= 3 ? [fromComment, fromSubject] : [fromSubject, fromComment];
  return first !== '' ? first : second;
}

function cleanComment(text: string): string {
  const said = excerpt(text, 400)
    .replace(/^[\s/*#;!<>-]+/, '')
    .replace(/^(?:(?:todo|fixme|hack|xxx|note|nb|warning|workaround|kludge)\b\s*(?:\([^)]{0,40}\))?\s*[:!-]+\s*)+/i, '')
    .replace(/\s*(?:\*\/|-->)\s*$/, '');
  return finish(said.split(/(?<=[a-z0-9)`"'])[.;](?:\s|$)/i)[0] ?? said);
}

function cleanSubject(subject: string): string {
  const said = excerpt(subject, 400)
    .replace(/^(?:fixup!|squash!|amend!)\s*/i, '')
    .replace(/^(?:build|chore|ci|docs?|feat|fix|perf|refactor|revert|style|tests?|deps)(?:\([^)]{0,60}\))?!?:\s+/i, '')
    .replace(/^\[[^\]]{1,40}\]\s*/, '')
    .replace(/^[A-Z][A-Z0-9]{1,9}-\d+[:\s]\s*/, '')
    .replace(/\s*\((?:#|gh-)\d+\)\s*$/i, '')
    .replace(/\s*\[(?:skip ci|ci skip)\]\s*/i, ' ');
  const title = finish(said);
  return /^(?:wip|fix|update|changes?|work in progress|tmp|temp|minor|misc|stuff)$/i.test(title) ? '' : title;
}

function finish(text: string): string {
  const title = text.trim().replace(/[\s.:;,-]+$/, '');
  const [first = ''] = Array.from(title);
  return excerpt(`${first.toUpperCase()}${title.slice(first.length)}`, longest);
}
