import type { CancelSignal } from '../core/host';
import type { GitProgram } from './program';

const maxWords = 64;
/** Files that hold no code: git would unpack each of them to see that it is binary. */
const binary = (
  'png gif jpg jpeg webp avif bmp ico icns tif tiff psd pdf mp3 mp4 mov avi mkv webm wav ogg flac woff woff2 ttf otf eot ' +
  'zip gz tgz bz2 xz zst 7z rar jar war class o a so dll dylib exe bin wasm pyc sqlite db'
)
  .split(' ')
  .map((extension) => `:(exclude,icase)*.${extension}`);

/** Where `grep` looks. */
export interface GrepScope {
  /** Full id of the commit whose files are searched; without it, those of the work tree, untracked ones too. */
  readonly commit?: string;
  /** Paths of folders; '' or none is everything. */
  readonly folders?: readonly string[];
  /** Extensions of files, word characters alone; none is all. Heeded where everything is searched. */
  readonly extensions?: readonly string[] | undefined;
}

/** Paths of text files that contain at least one of the words, which are no patterns; `undefined` when git cannot say. */
export async function grep(
  git: GitProgram,
  words: readonly string[],
  { commit, folders = [], extensions = [] }: GrepScope = {},
  cancel?: CancelSignal,
): Promise<readonly string[] | undefined> {
  const usable = words.filter((word) => word.trim() !== '' && word.length <= 500 && !/[\n\r\0]/.test(word));
  if (usable.length === 0) return [];
  const patterns = usable.slice(0, maxWords).flatMap((word) => ['-e', word]);
  const isWhole = folders.includes('') || folders.length === 0;
  const named = extensions.filter((extension) => /^\w+$/.test(extension)).map((extension) => `*.${extension}`);
  const where = !isWhole ? folders.map((folder) => `:(literal)${folder}`) : named.length > 0 ? named : ['.'];
  const output = await git.run(
    [
      ...['grep', '--no-textconv', '-l', '-z', '-I', '-F', ...patterns],
      ...(commit === undefined ? ['--untracked'] : [commit]),
      ...['--', ...where, ...binary],
    ],
    { cancel, codes: [0, 1], magicPathspecs: true },
  );
  // In a commit, each name is preceded by the commit and a colon.
  const before = commit === undefined ? 0 : commit.length + 1;
  return output
    ?.toString('utf8')
    .split('\0')
    .filter(Boolean)
    .map((name) => name.slice(before));
}
