'use strict';
// Builds every bundle from one table. `node esbuild.js [--production] [--watch] [--tests]`
const esbuild = require('esbuild');
const { rmSync, writeFileSync, mkdirSync, existsSync, readdirSync, readFileSync } = require('node:fs');
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

/**
 * The editor's module is asked for once a bundle and not once a source file: in an extension host each `require` is
 * looked into by all who have hooked it, which adds up to milliseconds of every start. It stands before the bundle's
 * own directive, so it brings that along.
 */
const requireOnce =
  '"use strict"; { const load = require, loaded = new Map(); ' +
  'require = (name) => loaded.get(name) ?? loaded.set(name, load(name)).get(name); }';

/** gray-matter only cuts the front matter out. The YAML reader that it would bring along is never called: it stays away. */
const noOwnYaml = {
  name: 'no-own-yaml',
  setup(build) {
    build.onResolve({ filter: /^js-yaml$/ }, () => ({ path: 'js-yaml', namespace: 'none' }));
    build.onLoad({ filter: /.*/, namespace: 'none' }, () => ({
      contents: 'exports.safeLoad = exports.safeDump = () => { throw new Error("not in reach"); };',
    }));
  },
};
/** Its build in one module is loaded in a third of the time that the one of many small modules takes. */
const wholeYaml = { yaml: './node_modules/yaml/browser/dist/index.js' };

/** One row an entry point. Only the extension may see `vscode`; the web entry is built for the browser, so a leak of node: fails the build. */
const bundles = [
  {
    name: 'extension.node',
    entry: 'src/extension/extension.node.ts',
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    plugins: [lazyFiles],
    banner: requireOnce,
  },
  {
    name: 'extension.web',
    entry: 'src/extension/extension.web.ts',
    platform: 'browser',
    format: 'cjs',
    external: ['vscode'],
  },
  {
    name: 'finder',
    entry: 'src/node/finderWorker.ts',
    platform: 'node',
    format: 'cjs',
    external: [],
    plugins: [lazyFiles],
  },
  { name: 'cli', entry: 'src/cli/main.ts', platform: 'node', format: 'cjs', external: [] },
  ...Object.entries(lazy).map(([name, package_]) => ({
    name: `lazy.${name}`,
    entry: wholeYaml[package_] ?? package_,
    platform: 'node',
    format: 'cjs',
    external: [],
  })),
];

function bundleOptions(bundle) {
  const web = bundle.platform === 'browser';
  return {
    ...shared,
    entryPoints: { [bundle.name]: bundle.entry },
    outdir: 'dist',
    platform: bundle.platform,
    format: bundle.format,
    external: bundle.external,
    ...(bundle.banner ? { banner: { js: bundle.banner } } : {}),
    plugins: [...(bundle.plugins ?? []), noOwnYaml],
    // So that a lazy file is required, which every version of the editor can.
    supported: { 'dynamic-import': false },
    // `gray-matter` and friends ship both builds; the module one is smaller and needs no interop.
    mainFields: web ? ['browser', 'module', 'main'] : ['module', 'main'],
    // The web extension host is a worker: packages must not take it for a page, and gray-matter finds no Buffer there.
    ...(web ? { conditions: ['worker'], inject: ['src/extension/webBuffer.ts'] } : {}),
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

/**
 * The module `decision-notes:suites`: loads these tests when called, because they need mocha's globals.
 * @param {readonly string[]} files
 */
function suites(files) {
  return {
    name: 'suites',
    setup(build) {
      build.onResolve({ filter: /^decision-notes:suites$/ }, ({ path: name }) => ({ path: name, namespace: 'suites' }));
      build.onLoad({ filter: /.*/, namespace: 'suites' }, () => ({
        resolveDir: __dirname,
        contents: `exports.loadSuites = () => {
          ${files.map((file) => `require(${JSON.stringify(`./${file}`)});`).join('\n')}
        };`,
      }));
    },
  };
}

const webTestFolder = 'test/host/web/';

/** Tests that run inside the extension host: one CommonJS bundle. */
function hostTests() {
  const files = find('test/host', '.test.ts').filter((file) => !file.startsWith(webTestFolder));
  return {
    ...shared,
    minify: false,
    entryPoints: { index: 'test/host/index.ts' },
    outdir: 'out/test/host',
    platform: 'node',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    plugins: [suites(files)],
    logLevel: 'warning',
  };
}

/** Tests beside core's that are about the project's own files or a bench, not about core. docs/testing.md says why. */
const needsDisk = [
  'test/core/contributions.test.ts',
  'test/core/l10n.test.ts',
  'test/core/lazy.test.ts',
  'test/core/markdown/hostile.test.ts',
  'test/core/anchor/generatedEdits.test.ts',
];

/** What tests need of Node and mocha where there is no Node: assertions from the package `assert`, mocha's browser build. */
const portable = {
  name: 'portable',
  setup(build) {
    build.onResolve({ filter: /^(node:assert\/strict|mocha\/mocha)$/ }, ({ path: name }) => ({
      path: name,
      namespace: 'portable',
    }));
    build.onLoad({ filter: /^node:assert/, namespace: 'portable' }, () => ({
      resolveDir: __dirname,
      contents: `module.exports = require('assert').strict;`,
    }));
    // Its package says that it is an ES module, which it is not; taken for one, it would export in the tests' place.
    build.onLoad({ filter: /^mocha/, namespace: 'portable' }, () => ({
      contents: readFileSync(require.resolve('mocha/mocha.js'), 'utf8'),
    }));
  },
};

/** Core's tests and those of the web entry, built as the web entry is: a test that needs Node fails the build. */
function webTests() {
  const files = [...find('test/core', '.test.ts'), ...find(webTestFolder, '.test.ts')];
  return {
    ...bundleOptions(bundles.find(({ name }) => name === 'extension.web')),
    minify: false,
    entryPoints: { index: `${webTestFolder}index.ts` },
    outdir: 'out/test/web',
    // The assertions ask how wide the terminal is, and whether they shall print what they do.
    define: {
      'process.env.NODE_DEBUG': 'undefined',
      'process.env.LOSS_FREE_RUNS': 'undefined',
      'process.stderr': 'undefined',
    },
    plugins: [suites(files.filter((file) => !needsDisk.includes(file))), portable],
    logLevel: 'warning',
  };
}

/** What the bench runs inside the extension host. */
function hostBench() {
  return {
    ...hostTests(),
    entryPoints: { index: 'test/host/bench/index.ts' },
    outdir: 'out/bench-host',
  };
}

async function main() {
  const jobs = bundles.map(bundleOptions);
  // A package holds what this run wrote and nothing older.
  if (production) rmSync('dist', { recursive: true, force: true });
  if (flags.has('--tests')) {
    rmSync('out', { recursive: true, force: true });
    jobs.push(nodeTests());
    if (existsSync('test/host/index.ts')) jobs.push(hostTests(), webTests(), hostBench());
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
