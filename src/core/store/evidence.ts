import type { Evidence } from '../anchor/evidence';
import type { Seekers } from '../anchor/seekers';
import type { Host } from '../host';
import { Lru } from '../util/lru';
import type { Renames } from './renames';
import { decodeCode, type DigestedText, type Texts } from './texts';

/** Evidence that remembers what was asked. */
export interface RecordedEvidence {
  readonly evidence: Evidence;
  /** Digest of each present file that was read, by path; `undefined` for one that is not there. */
  readonly reads: ReadonlyMap<string, string | undefined>;
  /** Whether more than named files was asked for, so that any change of the tree may change the answer. */
  readonly wide: boolean;
}

/** Where the engine's evidence comes from, for one root. */
export interface EvidenceSource {
  /** Fresh evidence. `open`: the text that an editor shows for a path, instead of the one on disk. */
  record(open?: DigestedText & { readonly path: string }): RecordedEvidence;
  /** All code files, sorted. Kept until `forget`. */
  paths(): Promise<readonly string[]>;
  /** The tree changed. */
  forget(): void;
}

const keptOriginals = 32;

/** Takes evidence from the host's files and git. */
export function evidenceSource(host: Host, texts: Texts, renames: Renames, seekers: Seekers): EvidenceSource {
  const originals = new Lru<string, Promise<string | undefined>>(keptOriginals);
  let listed: Promise<readonly string[]> | undefined;
  const { git } = host;

  function original(commit: string, path: string): Promise<string | undefined> {
    const key = `${commit}:${path}`;
    let known = originals.get(key);
    if (!known) {
      known = git?.blob(commit, path).then((bytes) => bytes && decodeCode(bytes)) ?? Promise.resolve(undefined);
      originals.set(key, known);
    }
    return known;
  }

  function paths(): Promise<readonly string[]> {
    listed ??= host.files.listCode().catch((error: unknown) => {
      host.log.warn(`The code files could not be listed: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    });
    return listed;
  }

  return {
    paths,
    forget: () => (listed = undefined),
    record(open) {
      const reads = new Map<string, string | undefined>();
      let wide = false;
      const asWide = <A extends unknown[], T>(ask: (...args: A) => T) => {
        return (...args: A): T => {
          wide = true;
          return ask(...args);
        };
      };
      const evidence: Evidence = {
        async text(path) {
          const content = open?.path === path ? open : await texts.read(path);
          reads.set(path, content?.digest);
          return content && seekers.one(content.text, content.digest);
        },
        seeker: (text, original) => seekers.get(text, original),
        renamed: (path) => renames.after(path),
        paths: asWide(paths),
        ...(git
          ? {
              original,
              follow: asWide((commit: string, path: string) => git.follow(commit, path)),
              grep: asWide((words: readonly string[], limit: number, extensions: readonly string[]) =>
                git.grep(words, limit, extensions),
              ),
            }
          : {}),
      };
      return {
        evidence,
        reads,
        get wide() {
          return wide;
        },
      };
    },
  };
}
