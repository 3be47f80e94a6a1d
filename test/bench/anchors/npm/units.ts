import ts from 'typescript';
import type { Place } from '../case';
import { spanOf } from '../edits/ranges';

/** A named piece of a program, or a statement in one. */
export interface Unit extends Place {
  /** `Command.parse`, `debounce`. */
  readonly name: string;
  readonly text: string;
  readonly words: ReadonlyMap<string, number>;
  readonly size: number;
  readonly node: ts.Node;
}

/** Functions, classes, methods, interfaces and the like of a file, by the TypeScript parser. */
export function unitsOf(path: string, text: string): Unit[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const units: Unit[] = [];
  const visit = (node: ts.Node): void => {
    const name = nameOf(node);
    const unit = name === undefined ? undefined : unitAt(node, name, path, text);
    if (unit) units.push(unit);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return units;
}

/** The statements of three lines or more inside a unit, those of nested units too. */
export function statementsOf(unit: Unit, whole: string): Unit[] {
  const found: Unit[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStatement(node) && !ts.isBlock(node) && nameOf(node) === undefined) {
      const name = ts.SyntaxKind[node.kind];
      const statement = unitAt(node, name, unit.path, whole);
      if (statement && statement.lines.end - statement.lines.start >= 2) found.push(statement);
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(unit.node, visit);
  return found;
}

function unitAt(node: ts.Node, name: string, path: string, whole: string): Unit | undefined {
  const { start, end, alone } = spanOf(node, whole);
  if (!alone) return undefined;
  const text = node.getText();
  const words = new Map<string, number>();
  let size = 0;
  for (const [word] of text.matchAll(/[\p{L}_$][\p{L}\p{N}_$]*|\d+/gu)) {
    words.set(word, (words.get(word) ?? 0) + 1);
    size++;
  }
  return { name, path, lines: { start: start + 1, end: end + 1 }, text, words, size, node };
}

/** Dice's coefficient of two texts' words, each counted as often as it occurs: 0 to 1. */
export function alike(a: Unit, b: Unit): number {
  if (a.size === 0 || b.size === 0) return 0;
  let shared = 0;
  for (const [word, times] of a.words) shared += Math.min(times, b.words.get(word) ?? 0);
  return (2 * shared) / (a.size + b.size);
}

/** The name that a node gives to the lines it stands on, with that of its class or object. */
function nameOf(node: ts.Node): string | undefined {
  if (ts.isFunctionDeclaration(node)) return node.body && node.name?.text;
  if (ts.isClassDeclaration(node)) return node.name?.text;
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isEnumDeclaration(node)) {
    return node.name.text;
  }
  if (ts.isClassElement(node)) return member(node);
  if (ts.isVariableStatement(node)) return variable(node);
  if (ts.isExpressionStatement(node)) return assigned(node.expression);
  if (ts.isPropertyAssignment(node) && isFunction(node.initializer)) return inObject(node);
  if (ts.isMethodDeclaration(node)) return inObject(node);
  return undefined;
}

function member(node: ts.ClassElement): string | undefined {
  const owner = ts.isClassLike(node.parent) ? node.parent.name?.text : undefined;
  const plain = plainName(node.name) ?? (ts.isConstructorDeclaration(node) ? 'constructor' : undefined);
  if (ts.isObjectLiteralExpression(node.parent)) return inObject(node as ts.MethodDeclaration);
  if (owner === undefined || plain === undefined) return undefined;
  if (ts.isGetAccessor(node)) return `${owner}.get ${plain}`;
  if (ts.isSetAccessor(node)) return `${owner}.set ${plain}`;
  return `${owner}.${plain}`;
}

function variable(node: ts.VariableStatement): string | undefined {
  const [declaration, more] = node.declarationList.declarations;
  if (!declaration || more || !declaration.initializer || !ts.isIdentifier(declaration.name)) return undefined;
  return isFunction(declaration.initializer) ? declaration.name.text : undefined;
}

function assigned(expression: ts.Expression): string | undefined {
  if (!ts.isBinaryExpression(expression) || expression.operatorToken.kind !== ts.SyntaxKind.EqualsToken)
    return undefined;
  if (!ts.isPropertyAccessExpression(expression.left)) return undefined;
  let value = expression.right;
  while (ts.isBinaryExpression(value)) value = value.right;
  if (!isFunction(value)) return undefined;
  const path = expression.left
    .getText()
    .replace(/\s+/g, '')
    .replace(/\.prototype\./, '.');
  return path.replace(/^(module\.)?exports\./, '');
}

function inObject(node: ts.PropertyAssignment | ts.MethodDeclaration): string | undefined {
  const plain = plainName(node.name);
  const object = node.parent.parent;
  const owner =
    ts.isVariableDeclaration(object) && ts.isIdentifier(object.name)
      ? `${object.name.text}.`
      : ts.isBinaryExpression(object)
        ? `${object.left
            .getText()
            .replace(/\s+/g, '')
            .replace(/^(module\.)?exports\.?/, '')
            .replace(/\.prototype$/, '')}.`
        : '?.';
  return plain === undefined ? undefined : `${owner}${plain}`.replace(/^\./, '');
}

function plainName(name: ts.PropertyName | undefined): string | undefined {
  if (!name) return undefined;
  return ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isPrivateIdentifier(name) ? name.text : undefined;
}

function isFunction(node: ts.Expression): boolean {
  return ts.isFunctionExpression(node) || ts.isArrowFunction(node) || ts.isClassExpression(node);
}
