import { turn } from '../util/turn';

/** 0 to 1: how much two paths look like one file that was moved. */
export function pathLikeness(a: string, b: string): number {
  return likenessTo(a)(b);
}

/** The same for many paths against one, without cutting each of them into pieces. */
export function likenessTo(a: string): (b: string) => number {
  const folders = a.split('/');
  const name = folders.pop() ?? '';
  const ownExtension = extension(a);
  const isStem = hasStem(stem(a));
  const isIn = folders.map((folder) => [`${folder}/`, `/${folder}/`] as const);
  return (b) => {
    const slash = b.lastIndexOf('/');
    let depth = 0;
    for (let at = slash; at >= 0; at = at === 0 ? -1 : b.lastIndexOf('/', at - 1)) depth++;
    let common = 0;
    for (const [first, inside] of isIn) if (b.startsWith(first) || b.includes(inside)) common++;
    const shared = (2 * common + 1) / (folders.length + depth + 1);
    const sameName = b.length - slash - 1 === name.length && b.endsWith(name);
    return 0.6 * (sameName ? 1 : isStem(b) ? 0.8 : extension(b) === ownExtension ? 0.3 : 0) + 0.4 * shared;
  };
}

/** A file's name without folders and extensions, in lower case. */
export function stem(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.indexOf('.', 1);
  return (dot < 0 ? name : name.slice(0, dot)).toLowerCase();
}

/** Whether a path has this stem. */
export function hasStem(wanted: string): (path: string) => boolean {
  return (path) => {
    const start = path.lastIndexOf('/') + 1;
    const end = start + wanted.length;
    if (end < path.length && path[end] !== '.') return false;
    return stem(path) === wanted;
  };
}

function extension(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') && dot < path.length - 1 ? path.slice(dot) : '';
}

/** Extensions between which code is moved. */
const families = [
  'js jsx ts tsx mjs cjs mts cts vue svelte astro',
  'c h cc cpp cxx hpp hh hxx ipp inl m mm cu cuh',
  'java kt kts groovy scala',
  'cs fs vb',
  'py pyi pyx',
  'css scss sass less styl',
  'md mdx markdown rst adoc txt',
  'yml yaml json jsonc json5 toml',
  'html htm xhtml jsp hbs ejs',
].map((family) => family.split(' '));

/** Extensions, without the dot, of files to which code of this one may have gone; none where any may be. */
export function relatives(path: string): readonly string[] {
  const own = extension(path).slice(1);
  if (!/^\w{1,12}$/.test(own)) return [];
  return families.find((family) => family.includes(own)) ?? [own];
}

/**
 * Of many paths the `count` that look most like `to`, best first; of equal ones the first by name. Without `to` itself,
 * and without those that are not to be kept.
 */
export async function likeliest(
  paths: readonly string[],
  to: string,
  count: number,
  keep: (path: string) => boolean = () => true,
): Promise<string[]> {
  const likeness = likenessTo(to);
  let best: { readonly path: string; readonly score: number }[] = [];
  let least = -1;
  const cut = (): void => {
    best.sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1));
    best = best.slice(0, count);
    if (best.length === count) least = best.at(-1)?.score ?? -1;
  };
  for (const path of paths) {
    if (path !== to && keep(path)) {
      const score = likeness(path);
      if (score >= least) best.push({ path, score });
      if (best.length >= 4 * count) cut();
    }
    if (turn.isSpent()) await turn.next();
  }
  cut();
  return best.map(({ path }) => path);
}
