'use strict';
// Builds every bundle from one table. `node esbuild.js [--production] [--watch] [--tests]`
const esbuild = require('esbuild');
const { rmSync, writeFileSync, mkdirSync, existsSync, readdirSync } = require('node:fs');
const path = require('node:path');

const flags = new Set(process.argv.slice(2));
const production = flags.has('--production');

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  target: 'es2022',
  minify: production,
  sourcemap: production ? false : 'linked',
  logOverride: { 'import-is-undefined': 'error' },
  logLevel: 'info',
  legalComments: 'none',
  metafile: true,
};

/**
 * Packages that core loads when it first needs them. The Node entry takes each from a file of its own, which it reads
 * then and not before. A browser's extension host loads no second file: there they are part of the bundle, unevaluated.
 */
const lazy = { markdown: 'mdast-util-from-markdown', yaml: 'yaml', frontMatter: 'gray-matter', search: 'minisearch' };

const lazyFiles = {
  name: 'lazy-files',
  setup(build) {
    for (const [name, package_] of Object.entries(lazy)) {
      build.onResolve({ filter: new RegExp(`^${package_}$`) }, ({ kind }) =>
        kind === 'dynamic-import' ? { path: `./lazy.${name}.js`, external: true } : undefined,
      );
    }
  },
};

/** One row an entry point. Only the extension may see `vscode`; the web entry is built for the browser, so a leak of node: fails the build. */
const bundles = [
  {
    name: 'extension.node',
    entry: 'src/extension/extension.node.ts',
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    plugins: [lazyFiles],
  },
  {
    name: 'extension.web',
    entry: 'src/extension/extension.web.ts',
    platform: 'browser',
    format: 'cjs',
    external: ['vscode'],
  },
  { name: 'cli', entry: 'src/cli/main.ts', platform: 'node', format: 'cjs', external: [] },
  ...Object.entries(lazy).map(([name, package_]) => ({
    name: `lazy.${name}`,
    entry: package_,
    platform: 'node',
    format: 'cjs',
    external: [],
  })),
];

function bundleOptions(bundle) {
  return {
    ...shared,
    entryPoints: { [bundle.name]: bundle.entry },
    outdir: 'dist',
    platform: bundle.platform,
    format: bundle.format,
    external: bundle.external,
    plugins: bundle.plugins ?? [],
    // So that a lazy file is required, which every version of the editor can.
    supported: { 'dynamic-import': false },
    // `gray-matter` and friends ship both builds; the module one is smaller and needs no interop.
    mainFields: bundle.platform === 'browser' ? ['browser', 'module', 'main'] : ['module', 'main'],
  };
}

function find(folder, suffix) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/')))
    .filter((file) => file.endsWith(suffix))
    .sort();
}

/** Tests that run in plain Node: unbundled dependencies, shared chunks, so that each source module exists once. */
function nodeTests() {
  const entries = ['test/core', 'test/node', 'test/cli', 'test/mcp', 'test/ui', 'test/bench', 'test/support'].flatMap(
    (folder) => find(folder, '.ts'),
  );
  return {
    ...shared,
    minify: false,
    entryPoints: entries,
    outbase: '.',
    outdir: 'out',
    platform: 'node',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    splitting: true,
    packages: 'external',
    logLevel: 'warning',
  };
}

/** The module `decision-notes:suites`: loads every host test when called, because they need mocha's globals. */
const suites = {
  name: 'suites',
  setup(build) {
    build.onResolve({ filter: /^decision-notes:suites$/ }, ({ path: name }) => ({ path: name, namespace: 'suites' }));
    build.onLoad({ filter: /.*/, namespace: 'suites' }, () => ({
      resolveDir: __dirname,
      contents: `exports.loadSuites = () => {
        ${find('test/host', '.test.ts')
          .map((file) => `require(${JSON.stringify(`./${file}`)});`)
          .join('\n')}
      };`,
    }));
  },
};

/** Tests that run inside the extension host: one CommonJS bundle. */
function hostTests() {
  return {
    ...shared,
    minify: false,
    entryPoints: { index: 'test/host/index.ts' },
    outdir: 'out/test/host',
    platform: 'node',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    plugins: [suites],
    logLevel: 'warning',
  };
}

async function main() {
  const jobs = bundles.map(bundleOptions);
  // A package holds what this run wrote and nothing older.
  if (production) rmSync('dist', { recursive: true, force: true });
  if (flags.has('--tests')) {
    rmSync('out', { recursive: true, force: true });
    jobs.push(nodeTests());
    if (existsSync('test/host/index.ts')) jobs.push(hostTests());
  }
  if (flags.has('--watch')) {
    for (const job of jobs) await (await esbuild.context(job)).watch();
    return;
  }
  const results = await Promise.all(jobs.map((job) => esbuild.build(job)));
  if (flags.has('--tests')) {
    mkdirSync('out/meta', { recursive: true });
    bundles.forEach(({ name }, index) =>
      writeFileSync(`out/meta/${name}.json`, JSON.stringify(results[index].metafile)),
    );
  }
}

main().catch(() => process.exit(1));
