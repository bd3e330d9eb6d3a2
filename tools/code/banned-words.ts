import ts from 'typescript';
import type { Finding, SourceText } from './tidy.ts';

/**
 * A word of nobody's trade, and what the field says. `but` knows names, and paths, in which it is the field's own; `in` the only paths
 * in which it is not.
 */
type Banned = { readonly word: RegExp; readonly say: string; readonly but?: RegExp; readonly in?: RegExp };

/** What knows no invoice that anybody pays. */
const machinery = /^(?:packages\/(?:runtime|local|testkit)|apps\/(?:notifier|simulators|embedded\/src))\//;

/** Compared with one part of a name: `countTold`, `rows_told`, `told-once` and `TOLD` all hold `told`. */
const banned: readonly Banned[] = [
  { word: /^(?:told|tells?|untold)$/, say: 'publish, published, onProgress' },
  { word: /^(?:heard|hears?)$/, say: 'consume, consumed' },
  { word: /^(?:letters?|letterbox)$/, say: 'mail, mailbox', but: /dead[-_ ]?letter/i },
  {
    word: /^settl(?:e|es|ed|ing|ement|ements)$/,
    say: 'apply, keep, record; an invoice alone is settled, by being paid',
    but: /^settled$|settled[-_]?(?:invoice|history|late|on|date|text|rows|account|is|of)|(?:rows|not)_?settled|allSettled/i,
  },
  { word: /^settled$/, say: 'finished, applied, kept', but: /^allSettled$/, in: machinery },
  {
    word: /^places?$/,
    say: 'sequence, position, scope, partition or ordinal',
    but: /decimal[-_]?places|inPlace$/i,
  },
  { word: /^(?:rehears\w*)$/, say: 'dry run' },
  { word: /^(?:nudge[ds]?)$/, say: 'wake' },
  { word: /^(?:bury|buried|buries)$/, say: 'dead-letter' },
  { word: /^(?:believe[ds]?)$/, say: 'accept, assert' },
  { word: /^(?:patience|hopeless)$/, say: 'budget, timeout' },
  { word: /^(?:scenery|sceneries|narrator|clockwork)$/, say: 'data sets, printer, scheduled job' },
  { word: /^(?:trouble|troubles)$/, say: 'unavailable, fault' },
];
/** Compared with a whole name in kebab case. */
const bannedPhrases: readonly { readonly phrase: RegExp; readonly say: string }[] = [
  { phrase: /(?:^|-)taken-back(?:-|$)/, say: 'rolled back' },
  { phrase: /(?:^|-)(?:second-person|two-persons?)s?(?:-|$)/, say: 'four eyes' },
  { phrase: /(?:^|-)by-two(?:-|$)/, say: 'four eyes' },
  { phrase: /(?:^|-)stand-ins?(?:-|$)/, say: 'simulator' },
  { phrase: /(?:^|-)mail-sink(?:-|$)/, say: 'mailbox' },
  { phrase: /(?:^|-)carry-out(?:-|$)/, say: 'apply' },
];

const code = /[.](?:[cm]?[jt]sx?)$/;
const data = /[.](?:json|ya?ml)$/;

/** Names in a file, its path among them, that hold a banned word. Sentences in comments and texts are free to use any word. */
export const bannedWords = ({ path, text }: SourceText): readonly Finding[] => [
  ...[...new Set(path.split('/'))].flatMap((part) => judged(path, 0, part.replace(/[.]\w+$/, ''))),
  ...namesIn({ path, text }).flatMap((names, index) =>
    [...new Set(names)].flatMap((name) => judged(path, index + 1, name)),
  ),
];

/** The names of each line. */
const namesIn = ({ path, text }: SourceText): readonly (readonly string[])[] => {
  if (code.test(path)) return namesInCode(path, text);
  return data.test(path) ? text.split('\n').map(namesInData) : [];
};

const judged = (path: string, line: number, name: string): readonly Finding[] => {
  const parts = partsOf(name);
  const kebab = parts.join('-');
  return [
    ...banned
      .filter(
        ({ word, but, in: within = /^/ }) =>
          within.test(path) && parts.some((part) => word.test(part)) && !but?.test(name) && !but?.test(path),
      )
      .map(({ say }) => ({ path, line, advice: `${name}: say ${say}` })),
    ...bannedPhrases
      .filter(({ phrase }) => phrase.test(kebab))
      .map(({ say }) => ({ path, line, advice: `${name}: say ${say}` })),
  ];
};

const partsOf = (name: string): readonly string[] =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1-$2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((part) => part !== '');

/** Identifiers, every word of SQL, and in other texts what is a name by its shape: snake case or one kebab-case text. */
const namesInCode = (path: string, text: string): readonly (readonly string[])[] => {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const names = text.split('\n').map((): string[] => []);
  const note = (node: ts.Node, found: readonly string[], linesBelow = 0) =>
    names[file.getLineAndCharacterOfPosition(node.getStart()).line + linesBelow]?.push(...found);
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) note(node, [node.text]);
    if (isPieceOfText(node)) {
      const read = isSql(node) ? wordsOfSql : namesByShape;
      const bare = node.getText().replaceAll(/^['"`}]|(?:['"`]|\$\{)$/g, '');
      for (const [index, line] of bare.split('\n').entries()) note(node, read(line), index);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
};

type PieceOfText = ts.StringLiteralLike | ts.TemplateLiteralLikeNode;

const isPieceOfText = (node: ts.Node): node is PieceOfText =>
  ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);

const beginsLikeSql =
  /^\s*(?:select|with|insert into|update|delete from|create|alter|drop|from|where|(?:left )?join|constraint)\s/;

const isSql = (piece: PieceOfText): boolean => {
  const template = ts.findAncestor(piece.parent, ts.isTemplateExpression);
  const whole = ts.isTemplateHead(piece) || ts.isTemplateMiddleOrTemplateTail(piece) ? template : piece;
  if (!whole) return false;
  const tag = ts.isTaggedTemplateExpression(whole.parent) ? whole.parent.tag.getText() : '';
  const head = ts.isTemplateExpression(whole) ? whole.head.text : piece.text;
  return tag === 'sql' || beginsLikeSql.test(head);
};

/** What stands in quotes or behind -- is prose. */
const wordsOfSql = (line: string): readonly string[] =>
  line.replaceAll(/'[^']*'|--.*$/g, ' ').match(/[A-Za-z]\w*/g) ?? [];

const namesByShape = (line: string): readonly string[] =>
  /^[a-z\d]+(?:-[a-z\d]+)+$/.test(line) ? [line] : snakes(line);

/** Keys, and values that are names by their shape. */
const namesInData = (line: string): readonly string[] => [
  ...[...line.matchAll(/^\s*-?\s*"?([\w.-]+)"?\s*:/g)].map(([, key = '']) => key),
  ...snakes(line),
];

const snakes = (text: string): readonly string[] => text.match(/\b[A-Za-z\d]+(?:_[A-Za-z\d]+)+\b/g) ?? [];
