import { existsSync } from 'node:fs';
import path from 'node:path';

/** The project's folder: the nearest one above this file (or the bundle it went into) that holds a package.json. */
export const root = (() => {
  let folder = import.meta.dirname;
  while (!existsSync(path.join(folder, 'package.json'))) folder = path.dirname(folder);
  return folder;
})();

/** Where VS Code hosts and the browser are installed: `.vscode-test/`, or the folder that DECISION_NOTES_HOSTS names. */
export const hostsFolder = path.resolve(root, process.env['DECISION_NOTES_HOSTS'] ?? '.vscode-test');
