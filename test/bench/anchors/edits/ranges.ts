import ts from 'typescript';
import type { Random } from '../random';
import { isTelling, linesOf, topBlocks } from './world';

/** 0-based, both ends included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a person might annotate: a named block, a statement or a few, or any run of lines. */
export interface Choices {
  readonly blocks: readonly Span[];
  readonly statements: readonly Span[];
}

const longest = 80;

/** The blocks and statements of a file, by the TypeScript parser where it can, else by blank lines and indentation. */
export function choicesOf(text: string, language: string): Choices {
  if (language === 'ts' || language === 'js' || language === 'd.ts') return parsed(text, language);
  const lines = linesOf(text);
  const trimmed = ({ start, end }: Span): Span => {
    let last = end;
    while (last > start && lines[last]!.text.trim() === '') last--;
    return { start, end: last };
  };
  const blocks = topBlocks(lines, language).map(trimmed);
  const paragraphs = lines.flatMap(({ text: line }, start) => {
    if (line.trim() === '' || lines[start - 1]?.text.trim() !== '') return [];
    const blank = lines.findIndex((later, index) => index > start && later.text.trim() === '');
    return [{ start, end: (blank < 0 ? lines.length : blank) - 1 }];
  });
  return { blocks: blocks.filter(short), statements: paragraphs.filter(short) };
}

/** The statements and members of a program, in the order of the text. */
export function nodesOf(text: string, language: string): readonly ts.Node[] {
  const file = ts.createSourceFile(`a.${language}`, text, ts.ScriptTarget.Latest, true);
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (isUnit(node)) nodes.push(node);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return nodes;
}

function isUnit(node: ts.Node): boolean {
  if (node.kind === ts.SyntaxKind.EmptyStatement || ts.isBlock(node)) return false;
  return ts.isStatement(node) || ts.isClassElement(node) || ts.isTypeElement(node) || ts.isEnumMember(node);
}

/** Lines of a node, comments above it left out. `alone`: nothing else stands on its first and last line. */
export function spanOf(node: ts.Node, text: string): Span & { readonly alone: boolean } {
  const file = node.getSourceFile();
  const [from, to] = [node.getStart(file), node.getEnd()];
  const start = file.getLineAndCharacterOfPosition(from).line;
  const end = file.getLineAndCharacterOfPosition(to).line;
  const head = text.slice(text.lastIndexOf('\n', from - 1) + 1, from);
  const next = text.indexOf('\n', to);
  const tail = text.slice(to, next < 0 ? text.length : next);
  return { start, end, alone: head.trim() === '' && /^[\s;,]*(\/\/.*)?$/.test(tail) };
}

function parsed(text: string, language: string): Choices {
  const blocks: Span[] = [];
  const statements: Span[] = [];
  for (const node of nodesOf(text, language)) {
    const span = spanOf(node, text);
    if (!span.alone || !short(span)) continue;
    const named = ts.isFunctionDeclaration(node) || ts.isClassElement(node) || ts.isClassDeclaration(node);
    const other = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isVariableStatement(node);
    (named || (other && span.end - span.start > 1) ? blocks : statements).push(span);
  }
  return { blocks, statements };
}

function short({ start, end }: Span): boolean {
  return end - start < longest;
}

/** Picks a range: half of the time a block, a quarter statements, a quarter any 1 to 15 lines. */
export function pickRange(text: string, choices: Choices, random: Random): Span | undefined {
  const lines = text.split('\n');
  const which = random.unit();
  let span: Span;
  if (which < 0.5 && choices.blocks.length > 0) span = random.pick(choices.blocks);
  else if (which < 0.75 && choices.statements.length > 0) span = random.pick(choices.statements);
  else {
    const start = random.int(0, lines.length - 1);
    span = { start, end: Math.min(lines.length - 1, start + random.int(0, random.chance(0.5) ? 4 : 14)) };
  }
  const inside = lines.slice(span.start, span.end + 1);
  if (inside[0]?.trim() === '' || inside.at(-1)?.trim() === '' || !inside.some(isTelling)) return undefined;
  return span;
}
