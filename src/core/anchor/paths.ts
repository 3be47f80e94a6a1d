/** 0 to 1: how much two paths look like one file that was moved. */
export function pathLikeness(a: string, b: string): number {
  const [foldersA, foldersB] = [a.split('/'), b.split('/')];
  const [nameA, nameB] = [foldersA.pop() ?? '', foldersB.pop() ?? ''];
  const inB = new Set(foldersB);
  const common = foldersA.filter((folder) => inB.has(folder)).length;
  const folders = (2 * common + 1) / (foldersA.length + foldersB.length + 1);
  const name = nameA === nameB ? 1 : stem(a) === stem(b) ? 0.8 : extension(a) === extension(b) ? 0.3 : 0;
  return 0.6 * name + 0.4 * folders;
}

/** A file's name without folders and extensions, in lower case. */
export function stem(path: string): string {
  return (path.split('/').pop() ?? '').replace(/(?<=.)\..*$/, '').toLowerCase();
}

function extension(path: string): string {
  return /\.[^./]+$/.exec(path)?.[0] ?? '';
}
