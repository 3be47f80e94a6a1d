import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

interface Metafile {
  readonly inputs: Readonly<
    Record<string, { readonly imports: readonly { path: string; kind: string; external?: boolean }[] }>
  >;
}

const heavy = /node_modules\/(?:mdast-|micromark|yaml\/|gray-matter\/|minisearch\/)/;

/** Modules of a bundle that run when it starts, and those that it holds in all. */
function modules(bundle: string, entry: string): { started: string[]; held: string[] } {
  const { inputs } = JSON.parse(readFileSync(`out/meta/${bundle}.json`, 'utf8')) as Metafile;
  const started = new Set<string>([entry]);
  for (const module of started) {
    for (const { path, kind, external } of inputs[module]?.imports ?? [])
      if (kind !== 'dynamic-import' && external !== true) started.add(path);
  }
  return { started: [...started], held: Object.keys(inputs) };
}

describe('what a bundle evaluates when it starts', () => {
  for (const [bundle, entry] of [
    ['extension.node', 'src/extension/extension.node.ts'],
    ['extension.web', 'src/extension/extension.web.ts'],
    ['cli', 'src/cli/main.ts'],
  ] as const) {
    it(`${bundle} leaves out the readers of markdown and YAML and the search`, () => {
      const { started } = modules(bundle, entry);
      assert.ok(started.includes('src/core/createCore.ts'), 'the core is followed');
      assert.deepEqual(
        started.filter((module) => heavy.test(module)),
        [],
      );
    });
  }

  it('the web bundle holds them for later, the Node one does not even read them', () => {
    assert.ok(modules('extension.web', 'src/extension/extension.web.ts').held.some((module) => heavy.test(module)));
    const { held } = modules('extension.node', 'src/extension/extension.node.ts');
    assert.deepEqual(
      held.filter((module) => heavy.test(module)),
      [],
    );
  });
});
