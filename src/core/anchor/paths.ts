/** 0 to 1: how much two paths look like one file that was moved. */
export function pathLikeness(a: string, b: string): number {
  return likenessTo(a)(b);
}

/** The same for many paths against one. */
export function likenessTo(a: string): (b: string) => number {
  const foldersA = a.split('/');
  const nameA = foldersA.pop() ?? '';
  const [stemA, extensionA] = [stem(a), extension(a)];
  return (b) => {
    const foldersB = b.split('/');
    const nameB = foldersB.pop() ?? '';
    const common = foldersA.filter((folder) => foldersB.includes(folder)).length;
    const folders = (2 * common + 1) / (foldersA.length + foldersB.length + 1);
    const name = nameA === nameB ? 1 : stemA === stem(b) ? 0.8 : extensionA === extension(b) ? 0.3 : 0;
    return 0.6 * name + 0.4 * folders;
  };
}

/** A file's name without folders and extensions, in lower case. */
export function stem(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.indexOf('.', 1);
  return (dot < 0 ? name : name.slice(0, dot)).toLowerCase();
}

function extension(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') && dot < path.length - 1 ? path.slice(dot) : '';
}
