import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import {
  colors,
  commands,
  commentControllers,
  contextKeys,
  settings,
  viewContainers,
  views,
} from '../../src/extension/contributions';

interface Manifest {
  contributes: {
    commands: { command: string; title: string; category: string }[];
    menus: Record<string, { command?: string; submenu?: string; when?: string }[]>;
    keybindings: { command: string; when: string }[];
    configuration: { properties: Record<string, { scope: string; default: unknown; markdownDescription: string }> };
    colors: { id: string; defaults: Record<string, string> }[];
    views?: Record<string, { id: string; when?: string }[]>;
    viewsContainers?: Record<string, { id: string }[]>;
    viewsWelcome?: { view: string; when?: string }[];
  };
}

const text = readFileSync('package.json', 'utf8');
const { contributes } = JSON.parse(text) as Manifest;
const texts = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;

function sorted(values: Iterable<string>): string[] {
  return [...values].sort();
}

describe('the manifest', () => {
  it('contributes exactly the commands of the code, in one category', () => {
    assert.deepEqual(sorted(contributes.commands.map(({ command }) => command)), sorted(Object.values(commands)));
    for (const { category, title } of contributes.commands) {
      assert.equal(category, 'Decision Notes');
      assert.match(title, /^%.+%$/);
    }
  });

  it('contributes exactly the settings of the code, each with scope, default and description', () => {
    const { properties } = contributes.configuration;
    assert.deepEqual(sorted(Object.keys(properties)), sorted(Object.values(settings)));
    for (const property of Object.values(properties)) {
      assert.ok(property.scope);
      assert.notEqual(property.default, undefined);
      assert.match(property.markdownDescription, /^%.+%$/);
    }
  });

  it('contributes exactly the views and containers of the code', () => {
    const ids = (groups: Record<string, { id: string }[]> = {}) =>
      sorted(Object.values(groups).flatMap((group) => group.map(({ id }) => id)));
    assert.deepEqual(ids(contributes.views), sorted(Object.values(views)));
    assert.deepEqual(ids(contributes.viewsContainers), sorted(Object.values(viewContainers)));
  });

  it('contributes exactly the colours of the code, for every kind of theme', () => {
    assert.deepEqual(sorted(contributes.colors.map(({ id }) => id)), sorted(Object.values(colors)));
    for (const { defaults } of contributes.colors) {
      assert.deepEqual(sorted(Object.keys(defaults)), ['dark', 'highContrast', 'highContrastLight', 'light']);
    }
  });

  it('names only known commands and context keys in its menus', () => {
    const tables: Readonly<Record<string, string>>[] = [
      contextKeys,
      commentControllers,
      settings,
      views,
      viewContainers,
    ];
    const known = new Set(tables.flatMap((table) => Object.values(table)));
    const ids = new Set<string>(Object.values(commands));
    const items = [
      ...Object.values(contributes.menus).flat(),
      ...contributes.keybindings,
      ...(contributes.viewsWelcome ?? []),
      ...Object.values(contributes.views ?? {}).flat(),
    ];
    const named = [...Object.values(contributes.menus).flat(), ...contributes.keybindings];
    for (const { command } of named) if (command !== undefined) assert.ok(ids.has(command), command);
    for (const item of items) {
      for (const key of item.when?.match(/decisionNotes\.[\w.]+/g) ?? []) assert.ok(known.has(key), key);
    }
  });

  it('has a text for every key that it names, in every language, and no other', () => {
    const named = new Set([...text.matchAll(/"%([^"%]+)%"/g)].map((match) => match[1]!));
    assert.deepEqual(sorted(Object.keys(texts)), sorted(named));
    for (const language of ['de', 'fr', 'es', 'ja']) {
      const file = `package.nls.${language}.json`;
      if (!existsSync(file)) continue;
      const other = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
      assert.deepEqual(sorted(Object.keys(other)), sorted(named), file);
    }
  });
});
