import type { Finding, SourceText } from '../code/tidy.ts';

/** A place that appeals to a rule; the id as docs/rules.md writes it, "ruling 6" or "entry T2". */
export type Citation = { readonly path: string; readonly line: number; readonly id: string };

/** What the ids of a kind look like behind its name. */
const numbers = String.raw`\d{1,2}[a-z]?\b`;
const letteredNumbers = String.raw`[A-Z]\d{1,2}\b`;
const kinds = [
  { kind: 'ruling', plural: 'rulings', number: numbers },
  { kind: 'practice', plural: 'practices', number: numbers },
  { kind: 'requirement', plural: 'requirements', number: letteredNumbers },
  { kind: 'definition', plural: 'definitions', number: letteredNumbers },
  { kind: 'entry', plural: 'entries', number: letteredNumbers },
  { kind: 'invariant', plural: 'invariants', number: letteredNumbers },
  { kind: 'fault', plural: 'faults', number: letteredNumbers },
  { kind: 'goal', plural: 'goals', number: letteredNumbers },
] as const;

/** A blank, or the end of a line of text or comment and the beginning of the next. */
const gap = String.raw`(?:[ \t]+|[ \t]*\r?\n[ \t]*(?:\*|//|--|#|>)?[ \t]*)`;
const anyCase = (word: string) => `[${word[0]?.toUpperCase()}${word[0]}]${word.slice(1)}`;

const shapes = kinds.flatMap(({ kind, plural, number }) => [
  { kind, number, shape: new RegExp(`\\b${anyCase(kind)}${gap}(${number})`, 'g') },
  {
    kind,
    number,
    shape: new RegExp(
      `\\b${anyCase(plural)}${gap}(${number}(?:(?:,${gap}(?:(?:and|or)${gap})?|${gap}(?:and|or|to)${gap})${number})*)`,
      'g',
    ),
  },
]);
/** The number under which a service measures an invariant; what follows the hyphen names a part of it. */
const measured = /\bid: '(I\d{1,2})(?:-[a-z]+)?'/g;

/** Every rule that a file appeals to, by the shape of its id alone. */
export const citedRules = ({ path, text }: SourceText): readonly Citation[] => [
  ...shapes.flatMap(({ kind, number, shape }) =>
    [...text.matchAll(shape)].flatMap(({ index, 1: ids = '' }) =>
      [...ids.matchAll(new RegExp(number, 'g'))].map(([id]) => ({
        path,
        line: lineAt(text, index),
        id: `${kind} ${id}`,
      })),
    ),
  ),
  ...[...text.matchAll(measured)].map(({ index, 1: id = '' }) => ({
    path,
    line: lineAt(text, index),
    id: `invariant ${id}`,
  })),
];

/** Names of papers that are not in the repository, and numbers of their parts. */
const papers = [
  /(?<![\w-])(?:0\d-(?:product|line|books|rulings)|15-scorecard|\d0-(?:risk|write-off-engine|accounting|integration|console|reliability|performance|scenarios))\b/g,
  /\bshared\/(?:spec|findings|sources)\b/g,
  new RegExp(`(?<!\\b(?:RFC|ISO)${gap}[\\d-]+,?${gap})\\b[Ss]ections?${gap}\\d`, 'g'),
  new RegExp(`(?<![\\w.-])\\d0${gap}section\\b`, 'g'),
  new RegExp(`\\b[Ss]ources?${gap}[123]\\b`, 'g'),
  new RegExp(`\\b[Ss]cenarios?${gap}\\d+\\b`, 'g'),
  new RegExp(`\\b(?:accounting|integration|performance|product|reliability)${gap}guide\\b`, 'g'),
];

/** The ids that the document of rules gives a sentence to, in its order. */
export const rulesOf = (document: string): readonly string[] =>
  [
    ...document.matchAll(
      /^\| ((?:ruling|practice|requirement|definition|entry|invariant|fault|goal) \w+) \| \S.* \|$/gm,
    ),
  ].map(([, id = '']) => id);

/** Citations that lead nowhere: to a rule without a sentence, or to a paper that a reader does not have. */
export const deadCitations = (source: SourceText, rules: ReadonlySet<string>): readonly Finding[] => [
  ...citedRules(source)
    .filter(({ id }) => !rules.has(id))
    .map(({ path, line, id }) => ({ path, line, advice: `${id} has no sentence in docs/rules.md` })),
  ...papers.flatMap((paper) =>
    [...source.text.matchAll(paper)].map(({ 0: found, index }) => ({
      path: source.path,
      line: lineAt(source.text, index),
      advice: `nobody can look up "${found.replaceAll(/\s+/g, ' ')}"; cite a rule of docs/rules.md, or say the reason itself`,
    })),
  ),
];

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;
