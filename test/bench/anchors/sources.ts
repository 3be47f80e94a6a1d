import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import prettier from 'prettier';

/** A real source file. */
export interface Source {
  /** Which set of files it stands among. */
  readonly group: string;
  readonly language: string;
  /** Inside the group, `/` between segments. */
  readonly path: string;
  readonly text: string;
}

interface Group {
  readonly name: string;
  readonly language: string;
  /** Folders, from the project's folder on. */
  readonly folders: readonly string[];
  readonly files: RegExp;
}

/** Every folder below is either the project's own or comes with its pinned dependencies. */
const groups: readonly Group[] = [
  {
    name: 'zod',
    language: 'ts',
    folders: ['node_modules/zod/src/v4/core', 'node_modules/zod/src/v4/classic'],
    files: /(?<!\.d)\.ts$/,
  },
  { name: 'msal', language: 'ts', folders: ['node_modules/@azure/msal-browser/src'], files: /(?<!\.d)\.ts$/ },
  {
    name: 'ajv',
    language: 'ts',
    folders: ['node_modules/ajv/lib', 'node_modules/cheerio/src'],
    files: /(?<!\.d)\.ts$/,
  },
  { name: 'own', language: 'ts', folders: ['src'], files: /(?<!\.d)\.ts$/ },
  { name: 'undici', language: 'js', folders: ['node_modules/undici/lib'], files: /\.js$/ },
  { name: 'eslint', language: 'js', folders: ['node_modules/eslint/lib'], files: /\.js$/ },
  {
    name: 'mocha',
    language: 'js',
    folders: ['node_modules/mocha/lib', 'node_modules/pako/lib', 'node_modules/enhanced-resolve/lib'],
    files: /\.js$/,
  },
  {
    name: 'types',
    language: 'd.ts',
    folders: ['node_modules/@types/node', 'node_modules/azure-devops-node-api/interfaces'],
    files: /\.d\.ts$/,
  },
  {
    name: 'docs',
    language: 'md',
    folders: [
      'node_modules/undici/docs',
      'node_modules/yaml',
      'node_modules/markdown-it',
      'node_modules/fast-glob',
      'node_modules/commander',
      'node_modules/node-addon-api',
    ],
    files: /\.md$/,
  },
  {
    name: 'styles',
    language: 'css',
    folders: ['node_modules/mocha', 'node_modules/playwright-core/lib/vite/htmlReport'],
    files: /\.css$/,
  },
  {
    name: 'data',
    language: 'json',
    folders: [
      'node_modules/axe-core/locales',
      'node_modules/knip',
      'node_modules/eslint/node_modules/ajv/lib/refs',
      'node_modules/node-abi',
    ],
    files: /\.json$/,
  },
  {
    name: 'native',
    language: 'c',
    folders: [
      'node_modules/node-addon-api',
      'node_modules/keytar/src',
      'node_modules/bare-fs',
      'node_modules/bare-path',
      'node_modules/bare-url',
    ],
    files: /(binding\.c|\.cc|\.h)$/,
  },
];

const languagesWithPrettier = new Set(['ts', 'js', 'd.ts', 'md', 'css', 'json']);

/** Whether the formatter knows the language. */
export function hasFormatter(language: string): boolean {
  return languagesWithPrettier.has(language);
}

/** Reads the sources of 40 to 6,000 lines, by group, in a fixed order. Minified style sheets are laid out first. */
export async function loadSources(): Promise<Map<string, Source[]>> {
  const loaded = new Map<string, Source[]>();
  for (const group of groups) {
    const sources: Source[] = [];
    for (const folder of group.folders) {
      for (const file of filesUnder(folder, group.files)) {
        const text = readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n');
        const readable = group.language === 'css' ? await prettier.format(text, { parser: 'css' }) : text;
        const lines = readable.split('\n');
        if (lines.length < 40 || lines.length > 6000 || lines.some((line) => line.length > 400)) continue;
        const place = folder === 'src' ? `src/${file}` : `${path.basename(folder)}/${file}`;
        sources.push({ group: group.name, language: group.language, path: place, text: readable });
      }
    }
    if (sources.length > 0) loaded.set(group.name, sources);
  }
  return loaded;
}

function filesUnder(folder: string, wanted: RegExp): string[] {
  const names = statSync(folder, { throwIfNoEntry: false })
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
    : [];
  return names
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => wanted.test(name) && !name.includes('node_modules/'))
    .sort();
}
