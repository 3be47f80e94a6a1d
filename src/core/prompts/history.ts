import type { LogCommit } from './logParser';

/** One commit as the prompter may see it: without the body of its message. */
export interface CommitText {
  readonly subject: string;
  readonly parents: readonly string[];
  /** Changes against the parent without context; of a merge git's combined diff. Cut off after 8 MiB. */
  readonly diff: string;
}

/** One step of HEAD on this machine, as git notes it down. */
export interface HeadMove {
  /** Where HEAD came to be. */
  readonly commit: string;
  /** `commit: …`, `commit (amend): …`, `pull: Fast-forward`, `rebase (finish): …` */
  readonly why: string;
}

/** What the prompter asks of a repository's history. Answers are `undefined` when git cannot say. */
export interface History {
  commit(id: string): Promise<CommitText | undefined>;
  /**
   * Reads the commits of `to` that `from` does not have, oldest first; all of them without `from`. `renames`: whether a file
   * that was changed while it was renamed is followed (`edited`, needs the content of old versions) or not (`exact`).
   */
  log(
    from: string | undefined,
    to: string,
    sink: (commit: LogCommit) => void,
    cancel?: { readonly aborted: boolean },
    renames?: 'edited' | 'exact',
  ): Promise<boolean>;
  /** Size in bytes of every file of a commit, by root path. */
  sizes(commit: string): Promise<ReadonlyMap<string, number> | undefined>;
  /** The last steps of HEAD, newest first, at most `count`. */
  moves(count: number): Promise<readonly HeadMove[] | undefined>;
  /** Whether a merge, rebase, cherry-pick, revert or bisect is under way. */
  midOperation(): Promise<boolean>;
}
