import type { LineRange } from './anchor';
import { blockEnd } from './blocks';
import { indentOf, splitLines } from './lines';

/** A named piece of code: a function, a type, a test, a section. Lines are 1-based and inclusive. */
export interface CodeSymbol {
  readonly name: string;
  readonly lines: LineRange;
}

const prose = /\.(md|markdown|mdx|qmd)$/i;
const yaml = /\.(ya?ml)$/i;
const json = /\.(json|jsonc|json5)$/i;
const ini = /\.(toml|ini|cfg|conf|properties)$/i;

const keyword =
  /^\s*(?:(?:export|default|declare|public|private|protected|internal|static|final|abstract|sealed|open|async|unsafe|extern|inline|virtual|override|partial|readonly|pub(?:\([^)]*\))?|const|data|case|typedef|local|suspend|companion|fileprivate|"C")\s+)*(?:function\s*\*?|func|fun|fn|def|class|interface|struct|enum(?:\s+class)?|trait|module|namespace|record|mod|union|protocol|object|extension|macro_rules!|type|sub|procedure|defmodule|defp?|@interface)\s+(?:\([^)]*\)\s*)?(?:[A-Z][A-Z0-9_]{3,}\s+(?=\w))?([\p{L}_$][\p{L}\p{N}_$.:!?]*)/u;
const implementation = /^\s*(?:unsafe\s+)?(impl\b[^{]*)/;
const binding =
  /^\s*(?:export\s+)?(?:default\s+)?(?:pub\s+)?(?:const|let|var|val|static|final)\s+(?:mut\s+)?([\p{L}_$][\p{L}\p{N}_$]*)\s*(?::[^=]+)?=\s*(?:async\b\s*)?(?:function\b|\(|[\w$]+\s*=>|class\b|\{\s*$|\[\s*$|new\b|<)/u;
const property =
  /^\s*(?:(?:public|private|protected|static|readonly|override)\s+)*(['"]?)([\p{L}_$][\p{L}\p{N}_$-]*)\1\s*[:=]\s*(?:async\s+)?(?:function\b|\([^)]*\)\s*(?::[^=]+)?=>|[\w$]+\s*=>)/u;
const testCall =
  /^\s*(?:describe|it|test|context|suite|specify|bench|TEST|TEST_F|TEST_P)(?:\.\w+)*\s*\(\s*(?:(['"`])(.*?)\1|(\w+\s*,\s*\w+)\s*\))/;
const callable =
  /^\s*(?:[\p{L}_$][^()=;"'`]*?[\s*&])?([\p{L}_$~][\p{L}\p{N}_$]*(?:(?:::|\.)~?[\p{L}\p{N}_$=<>+*/!-]+)*)\s*(?:<[^()]*>)?\s*\(/u;
const notCallable =
  /^\s*(?:[})\]]\s*)?(?:if|for|foreach|while|switch|catch|return|else|new|throw|synchronized|using|lock|with|match|unless|until|elif|await|yield|do|try|super|this|assert|case|typeof|delete|in|of|not|and|or|import|require|@[\w.]+\s*\()/;

/** The name that a line defines, as a person would say it, or `undefined`. `next` are the lines that follow. */
export function definedName(lines: readonly string[], index: number, path: string): string | undefined {
  const line = lines[index] ?? '';
  if (line.length > 400) return undefined;
  if (prose.test(path)) return /^#{1,6}\s+(.*?)[\s#]*$/.exec(line)?.[1];
  if (json.test(path)) return /^\s*"([^"]{1,80})"\s*:\s*[{[]\s*$/.exec(line)?.[1];
  if (yaml.test(path)) return /^\s*(?:-\s+)?([\w./-]{1,80}):\s*$/.exec(line)?.[1];
  if (ini.test(path)) return /^\s*\[+([^\]]{1,80})\]+\s*$/.exec(line)?.[1];
  if (/^\s*(\/\/|\*|\/\*|#\s|--)/.test(line)) return undefined;
  const test = testCall.exec(line);
  if (test) return test[2] ?? test[3]?.replace(/\s*,\s*/, '.');
  const named = keyword.exec(line)?.[1] ?? binding.exec(line)?.[1] ?? property.exec(line)?.[2];
  if (named !== undefined) return named.replace(/[:.]+$/, '');
  const impl = implementation.exec(line)?.[1];
  if (impl !== undefined) return impl.trim();
  const call = notCallable.test(line) ? undefined : callable.exec(line)?.[1];
  return call !== undefined && hasBody(lines, index) ? call : undefined;
}

/** Whether a `{` follows the parameter list before a `;`: a definition, and no call. */
function hasBody(lines: readonly string[], index: number): boolean {
  let depth = 0;
  let seen = false;
  for (let line = index; line < Math.min(lines.length, index + 15); line++) {
    for (const char of (lines[line] ?? '').replace(/\/\/.*$/, '')) {
      if (char === '(' || char === '[') depth++;
      else if (char === ')' || char === ']') {
        depth--;
        seen = true;
        if (depth < 0) return false;
      } else if (depth === 0 && seen && char === '{') return true;
      else if (depth === 0 && (char === ';' || char === '}' || char === '=' || char === '.') && seen) return false;
      else if (depth > 0 && (char === '{' || char === ';')) return false;
    }
  }
  return false;
}

/** Lines that belong to what stands below them: annotations, attributes, decorators, comments. */
const attached = /^\s*(@|#\[|#!\[|\/\/|\/\*|\*|"""|\[[A-Z]|<!--|#\s|#$|--\s|template\s*<)/;

/**
 * The smallest named piece of code around a line, found by what lines look like and not by parsing.
 *
 * @param text a file's text, or its lines
 * @param line 1-based
 * @param range a selection: then the symbol that it starts with, or the smallest that holds all of it
 */
export function enclosingSymbol(
  text: string | readonly string[],
  line: number,
  path: string,
  range?: LineRange,
): CodeSymbol | undefined {
  const lines = typeof text === 'string' ? splitLines(text) : text;
  const wanted = range ?? { start: line, end: line };
  const below = definedBelow(lines, wanted.start - 1, path);
  if (below) return below;
  let indent = Number.POSITIVE_INFINITY;
  for (let index = Math.min(wanted.start, lines.length) - 1; index >= 0; index--) {
    const current = lines[index] ?? '';
    if (current.trim() === '') continue;
    const width = indentOf(current);
    if (width > indent || (width === indent && !prose.test(path))) continue;
    if (!/^\s*[)\]}{#]/.test(current) || prose.test(path)) indent = width;
    const name = definedName(lines, index, path);
    if (name === undefined) continue;
    const end = pieceEnd(lines, index, path) + 1;
    if (end >= wanted.end) return { name, lines: { start: index + 1, end } };
  }
  return undefined;
}

/** The last line, 0-based, of the symbol, statement or paragraph that starts on line `index`. */
export function pieceEnd(lines: readonly string[], index: number, path: string): number {
  if (!prose.test(path)) return blockEnd(lines, index, path);
  const level = /^(#{1,6})\s/.exec(lines[index] ?? '')?.[1]?.length;
  let end = index;
  let fenced = false;
  for (let line = index; line < lines.length; line++) {
    const text = lines[line] ?? '';
    if (/^\s*(```|~~~)/.test(text)) fenced = !fenced;
    if (fenced) {
      end = line;
      continue;
    }
    if (line > index) {
      const heading = /^(#{1,6})\s/.exec(text)?.[1]?.length;
      if (level === undefined ? text.trim() === '' : heading !== undefined && heading <= level) break;
    }
    if (text.trim() !== '') end = line;
  }
  return end;
}

/** The symbol that starts at `index`, or below the annotations and comments that start there. */
function definedBelow(lines: readonly string[], index: number, path: string): CodeSymbol | undefined {
  for (let line = index; line < Math.min(lines.length, index + 40); line++) {
    const name = definedName(lines, line, path);
    if (name !== undefined) {
      const start = line === index || !prose.test(path) ? index : line;
      return { name, lines: { start: start + 1, end: pieceEnd(lines, line, path) + 1 } };
    }
    if (prose.test(path) || !attached.test(lines[line] ?? '')) return undefined;
  }
  return undefined;
}
