'use strict';
// The design's "who may import whom". `vscode` resolves to @types/vscode, so both spellings are forbidden where it is.
const vscode = '(^|node_modules/)(@types/)?vscode(/|$)';
const nodeBuiltin = { dependencyTypes: ['core'] };

/** Everything outside `allowed` is forbidden to the files under `layer`. */
function layer(name, from, allowed, fromNot) {
  return {
    name,
    severity: 'error',
    from: { path: from, ...(fromNot ? { pathNot: fromNot } : {}) },
    to: { path: '^src/', pathNot: allowed },
  };
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    layer('core-imports-core', '^src/core/', ['^src/core/']),
    layer('node-imports-core', '^src/node/', ['^src/(node|core)/']),
    layer('protocol-imports-core-types', '^src/protocol/', ['^src/(protocol|core)/']),
    layer('cli-imports', '^src/cli/', ['^src/(cli|core|node)/']),
    layer('mcp-imports', '^src/mcp/', ['^src/(mcp|core|node)/']),
    layer('webview-imports-protocol', '^src/webview/', ['^src/(webview|protocol)/']),
    layer(
      'extension-imports',
      '^src/extension/',
      ['^src/(extension|core|protocol)/'],
      ['^src/extension/extension\\.node\\.ts$', '^src/extension/host/'],
    ),
    layer('extension-host-imports', '^src/extension/(extension\\.node\\.ts$|host/)', [
      '^src/(extension|core|protocol|node)/',
    ]),
    {
      name: 'protocol-types-only',
      severity: 'error',
      from: { path: '^src/protocol/' },
      to: { path: '^src/core/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'vscode-only-in-extension',
      severity: 'error',
      from: { path: '^(src|test)/', pathNot: ['^src/extension/', '^test/host/', '^test/fixtures/debugger/'] },
      to: { path: vscode },
    },
    {
      name: 'no-node-in-core',
      severity: 'error',
      from: {
        path: '^src/(core|protocol|webview|extension)/',
        pathNot: ['^src/extension/extension\\.node\\.ts$', '^src/extension/host/node'],
      },
      to: nodeBuiltin,
    },
    {
      // A feature is a folder under extension/; features meet in the store, never in each other.
      name: 'features-apart',
      severity: 'error',
      from: { path: '^src/extension/([^/]+)/', pathNot: ['^src/extension/host/'] },
      to: { path: '^src/extension/([^/]+)/', pathNot: ['^src/extension/$1/', '^src/extension/host/'] },
    },
    {
      name: 'vetted-packages-in-core',
      severity: 'error',
      from: { path: '^src/core/' },
      to: {
        path: 'node_modules/',
        pathNot: [
          'node_modules/(yaml|gray-matter|minisearch|ulid|valibot|picomatch|ignore|mdast-util-|micromark|remark-|unified|unist-|@types/(mdast|unist))',
        ],
      },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(vscode|decision-notes:suites)$' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    // The package esbuild is taken for the build script of the same name.
    doNotFollow: { path: '(node_modules|^esbuild\\.js$)' },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
