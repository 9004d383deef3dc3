import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const WRAPPER = join('app', '_action')

const files = ['app', 'components']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
      join(folder, path),
    ),
  )
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({
    path,
    source: ts.createSourceFile(
      path,
      readFileSync(join(ROOT, path), 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    ),
  }))
const actionFiles = files.filter(({ source }) => source.statements.some(isUseServer))

test('server actions stand in files of their own, never inside a component', () => {
  assert.ok(actionFiles.length >= 5, `${actionFiles.length} files`)
  for (const { path, source } of files) {
    const inner: string[] = []
    const visit = (node: ts.Node): void => {
      if (isUseServer(node) && node.parent !== source)
        inner.push(node.parent.getText().slice(0, 80))
      ts.forEachChild(node, visit)
    }
    visit(source)
    assert.deepEqual(inner, [], path)
  }
})

for (const { path, source } of actionFiles)
  test(`${path} exports nothing but what the wrapper made`, () => {
    const wrappers = importsOf(path, source)
    assert.ok(wrappers.length > 0, 'imports the wrapper')
    for (const statement of source.statements) {
      if (!isExported(statement)) continue
      assert.ok(
        ts.isVariableStatement(statement) && isConst(statement),
        statement.getText().slice(0, 80),
      )
      for (const { initializer, name } of statement.declarationList.declarations) {
        assert.ok(initializer && ts.isCallExpression(initializer), name.getText())
        assert.ok(
          wrappers.includes(initializer.expression.getText()),
          `${name.getText()} is made by ${initializer.expression.getText()}`,
        )
      }
    }
  })

/** The names under which a file has imported `formAction` from the wrapper itself. */
function importsOf(path: string, source: ts.SourceFile): string[] {
  return source.statements.filter(ts.isImportDeclaration).flatMap((statement) => {
    const from = normalize(
      join(dirname(path), (statement.moduleSpecifier as ts.StringLiteral).text),
    )
    const bindings = statement.importClause?.namedBindings
    if (from !== WRAPPER || !bindings || !ts.isNamedImports(bindings)) return []
    return bindings.elements
      .filter((e) => (e.propertyName ?? e.name).text === 'formAction')
      .map((e) => e.name.text)
  })
}

function isUseServer(node: ts.Node): boolean {
  return (
    ts.isExpressionStatement(node) &&
    ts.isStringLiteral(node.expression) &&
    node.expression.text === 'use server'
  )
}

function isExported(node: ts.Statement): boolean {
  if (ts.isExportDeclaration(node) || ts.isExportAssignment(node))
    return !('isTypeOnly' in node && node.isTypeOnly)
  if (ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node)) return false
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some((m) => m.kind === ts.SyntaxKind.ExportKeyword)
  )
}

function isConst(statement: ts.VariableStatement): boolean {
  return (statement.declarationList.flags & ts.NodeFlags.Const) !== 0
}
