import ts from 'typescript';

/** One test of a file by its own title, as it stands in the source; `runs` only if nothing can leave it out. */
export type StandingTest = { readonly title: string; readonly runs: boolean };

/** What a test file holds, read without running it: its tests, and the modules whose code it takes in. */
export type TestFile = { readonly tests: readonly StandingTest[]; readonly imports: readonly string[] };

const leavesOut = new Set(['skip', 'todo', 'only', 'fails', 'skipIf', 'runIf']);
const takesArguments = new Set(['each', 'for', 'skipIf', 'runIf']);

export const readTestFile = (text: string): TestFile => {
  const file = ts.createSourceFile('read.test.ts', text, ts.ScriptTarget.Latest, true);
  const imports = file.statements
    .filter(ts.isImportDeclaration)
    .filter(({ importClause }) => importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword)
    .flatMap(({ moduleSpecifier }) => (ts.isStringLiteral(moduleSpecifier) ? [moduleSpecifier.text] : []));
  return { tests: testsBelow(file, true, namesOf(file)), imports };
};

/** `it` and `describe`, and what the file itself calls them: `const onKafka = describe.runIf(...)`. */
type Names = ReadonlyMap<string, readonly string[]>;

const namesOf = (file: ts.SourceFile): Names => {
  const names = new Map(['it', 'test', 'describe', 'suite'].map((name) => [name, [name]]));
  for (const statement of file.statements.filter(ts.isVariableStatement))
    for (const { name, initializer } of statement.declarationList.declarations) {
      const words = initializer && wordsOf(initializer, names);
      if (words && ts.isIdentifier(name)) names.set(name.text, [...words]);
    }
  return names;
};

/** `it.skip.each(rows)` as it, skip, each; nothing for what is no way to say `it` or `describe`. */
const wordsOf = (said: ts.Expression, names: Names): readonly string[] | undefined => {
  if (ts.isIdentifier(said)) return names.get(said.text);
  if (ts.isCallExpression(said)) return wordsOf(said.expression, names);
  if (ts.isTaggedTemplateExpression(said)) return wordsOf(said.tag, names);
  if (!ts.isPropertyAccessExpression(said)) return undefined;
  const before = wordsOf(said.expression, names);
  return before && [...before, said.name.text];
};

const testsBelow = (node: ts.Node, runs: boolean, names: Names): readonly StandingTest[] => {
  const below = (runsHere: boolean) =>
    childrenOf(node).flatMap((child) => testsBelow(child, runsHere, names));
  if (!ts.isCallExpression(node) || isParametrising(node)) return below(runs);
  const words = wordsOf(node.expression, names);
  if (!words) return below(runs);
  const runsInside = runs && !words.some((word) => leavesOut.has(word)) && !optionsLeaveOut(node);
  if (words[0] === 'describe' || words[0] === 'suite') return below(runsInside);
  const title = titleOf(node.arguments[0]);
  return title === undefined ? below(runsInside) : [{ title, runs: runsInside && hasBody(node) }];
};

const childrenOf = (node: ts.Node): readonly ts.Node[] => {
  const children: ts.Node[] = [];
  node.forEachChild((child) => void children.push(child));
  return children;
};

/** `it.each(rows)` itself, whose first argument is no title. */
const isParametrising = ({ expression }: ts.CallExpression): boolean =>
  ts.isPropertyAccessExpression(expression) && takesArguments.has(expression.name.text);

/** A template stands with its placeholders: `an import is taken in once (seed ${seed})`. */
const titleOf = (argument: ts.Expression | undefined): string | undefined => {
  if (argument === undefined) return undefined;
  if (ts.isStringLiteralLike(argument)) return argument.text;
  return ts.isTemplateExpression(argument) ? argument.getText().slice(1, -1) : undefined;
};

const optionsLeaveOut = (call: ts.CallExpression): boolean =>
  call.arguments
    .filter(ts.isObjectLiteralExpression)
    .flatMap(({ properties }) => [...properties])
    .some(({ name }) => name !== undefined && leavesOut.has(name.getText()));

const hasBody = (call: ts.CallExpression): boolean =>
  call.arguments.slice(1).some((argument) => !ts.isObjectLiteralExpression(argument));
