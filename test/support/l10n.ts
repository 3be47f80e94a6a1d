import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Every text that the extension hands to `l10n.t`, read from the source's syntax. */
export function runtimeTexts(folder = 'src/extension'): ReadonlySet<string> {
  const texts = new Set<string>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue;
    const source = ts.createSourceFile(name, readFileSync(join(folder, name), 'utf8'), ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && node.expression.getText() === 'l10n.t') texts.add(textOf(node, name));
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return texts;
}

function textOf(call: ts.CallExpression, file: string): string {
  const [first] = call.arguments;
  if (first && ts.isStringLiteralLike(first)) return first.text;
  throw new Error(`${file}: l10n.t needs a plain text, so that it can be translated: ${call.getText()}`);
}
