/** One text file of the repository; the path is relative to its root, with forward slashes. */
export type SourceText = { readonly path: string; readonly text: string };

/** What somebody should change, said as advice. Line 0 means the whole file. */
export type Finding = { readonly path: string; readonly line: number; readonly advice: string };

const lineLimit = 300;
const readmeLimit = 120;

/** Judges one file by the rules of this repository that no other tool checks. */
export const tidy = (source: SourceText): readonly Finding[] =>
  [...ofName(source), ...ofLength(source), ...ofDocument(source), ...ofLines(source)].map((finding) => ({
    path: source.path,
    ...finding,
  }));

type Advice = { readonly line: number; readonly advice: string };
type LineRule = {
  readonly where: RegExp;
  readonly notWhere?: RegExp;
  readonly what: RegExp;
  /** Whether the rule reads the line as it stands, or with the contents of texts and comments taken out. */
  readonly reads: 'text' | 'code';
  readonly advice: string;
};

const code = /[.](?:[cm]?[jt]sx?)$/;
const tests = /[.](?:int[.]|e2e[.])?(?:test|suite)[.]tsx?$/;
const inside = /(?:^packages\/domain\/src\/|\/src\/(?:domain|application|ports)\/)/;
const needsTheWorld = /[.](?:(?:int|e2e)[.]test|suite)[.]ts$/;

const lineRules: readonly LineRule[] = [
  {
    where: inside,
    notWhere: needsTheWorld,
    what: /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\brandomUUID\b|\bset(?:Timeout|Interval)\b|\bperformance\.now\b/,
    reads: 'code',
    advice: 'take time, identity and chance as arguments; the adapters know the clock',
  },
  {
    where: code,
    what: /^\s*(?:\/\/\s*[-=*#~─]{3,}|\/{4,}|\/\*+\s*[-=#~─]{3,}|\/\*{3,})/,
    reads: 'text',
    advice: 'a banner marks a file that wants splitting',
  },
  {
    where: code,
    what: /^(?=.{141})(?:\s*(?:\/\/|\/\*|\*)|.*\s\/\/\s)/,
    reads: 'text',
    advice: 'wrap a comment at 140 columns or before; nobody scrolls to read on',
  },
  {
    where: code,
    what: /(?:\/\/|\/\*|^\s*\*).*\b(?:TODO|FIXME|XXX|HACK)\b/,
    reads: 'text',
    advice: 'finish it, or write an issue; a marker in the code is read by nobody',
  },
  {
    where: /[.](?:md|sql|ya?ml|sh|css|html)$/,
    what: /\b(?:TODO|FIXME|XXX|HACK)\b/,
    reads: 'text',
    advice: 'finish it, or write an issue; a marker in the code is read by nobody',
  },
  {
    where: code,
    notWhere: tests,
    what: /\bnot in \((?:\s*select\b|\s*$)/i,
    reads: 'text',
    advice:
      'ask `not exists`: what does not fit into memory `not in` compares each with each, and of a null it says nothing',
  },
  {
    where: code,
    what: /\bas any\b|\bas unknown as\b|:\s*any\b(?!\s*:)|<any>|[\w)\]]!(?=[.;,)\]])/,
    reads: 'code',
    advice: 'parse at the edge or narrow with a check; do not talk the compiler out of it',
  },
  {
    where: code,
    what: /@ts-(?:ignore|expect-error|nocheck)|biome-ignore|eslint-disable/,
    reads: 'text',
    advice: 'mend what the tool found; do not silence it',
  },
  {
    where: tests,
    what: /\b(?:it|test|describe|suite)(?:\.\w+)*\.(?:skip|only|todo)\b|\bx(?:it|describe)\(/,
    reads: 'code',
    advice: 'make the test pass or delete it; a test that does not run proves nothing',
  },
  {
    where: tests,
    what: /\btoHaveBeenCalled|\bvi\.mock\(/,
    reads: 'code',
    advice: 'assert the outcome, not the call; a small fake that holds state shows it',
  },
  {
    where: /./,
    what: /(?<![\w.:/*-])\/(?:work|root|Users\/\w+|home\/(?!node\b)\w+)\//,
    reads: 'text',
    advice: 'name a path inside the repository or a setting; nobody else has this machine',
  },
];

const bannedName =
  /^(?:(?:index|utils?|helpers?|common|shared|types|constants|misc|base-.*)[.](?:\w+[.])*|.*-(?:service|manager|impl)[.])(?:[cm]?[jt]sx?)$/;

const ofName = ({ path }: SourceText): readonly Advice[] =>
  bannedName.test(path.slice(path.lastIndexOf('/') + 1))
    ? [{ line: 0, advice: 'name the file after what it holds, in the words of the business' }]
    : [];

const ofLength = ({ path, text }: SourceText): readonly Advice[] => {
  const lines = linesOf(text);
  if (/(?:^|\/)README\.md$/.test(path) && lines.length > readmeLimit) {
    return [
      { line: readmeLimit + 1, advice: `keep a README under ${readmeLimit} lines and link to the rest` },
    ];
  }
  const reasoned = /^(?:\/\/|\/\*+) Longer than \d+ lines: \S/.test(lines[0] ?? '');
  return code.test(path) && lines.length > lineLimit && !reasoned
    ? [
        {
          line: lineLimit + 1,
          advice: `split the file, or give the reason in its first line: "// Longer than ${lineLimit} lines: ..."`,
        },
      ]
    : [];
};

const ofDocument = ({ path, text }: SourceText): readonly Advice[] => {
  if (!path.endsWith('.md')) return [];
  const headings = linesOf(text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '')).filter((line) => /^# \S/.test(line));
  return headings.length === 1
    ? []
    : [{ line: 0, advice: 'give the document exactly one first-level heading' }];
};

const ofLines = ({ path, text }: SourceText): readonly Advice[] => {
  const rules = lineRules.filter((rule) => rule.where.test(path) && !rule.notWhere?.test(path));
  return linesOf(text).flatMap((line, index) =>
    rules
      .filter((rule) => rule.what.test(rule.reads === 'text' ? line : withoutTexts(line)))
      .map(({ advice }) => ({ line: index + 1, advice })),
  );
};

const linesOf = (text: string): readonly string[] => text.replace(/\n$/, '').split('\n');

const withoutTexts = (line: string): string =>
  line
    .replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/g, "''")
    .replace(/\/\/.*$|\/\*.*$|^\s*\*.*$/, '');
