import type { Memento, Uri } from 'vscode';
import type { Places } from './places';
import type { Report } from './report';
import type { Roots } from './roots';
import type { Tracker } from './tracker';

/** What every feature is given when it registers. */
export interface Services {
  readonly roots: Roots;
  readonly tracker: Tracker;
  readonly places: Places;
  readonly report: Report;
  /** Lives as long as the workspace is remembered: drafts, what was deferred. */
  readonly workspaceState: Memento;
  readonly globalState: Memento;
  /** Folder of the extension itself: icons. */
  readonly extensionUri: Uri;
}
