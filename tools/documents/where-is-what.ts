/** The files of a repository, by paths with slashes. */
export type Tree = { readonly paths: readonly string[]; readonly read: (path: string) => string };

/** A row or a step that sends a reader to places: its words in backticks, and the symbol to look for in the files to open. */
export type Signpost = {
  readonly words: readonly string[];
  readonly open: readonly string[];
  readonly lookFor: string | undefined;
};

/** The rows and steps of "Where is what". Other parts of a document may name what does not exist yet. */
export const signposts = (document: string): readonly Signpost[] =>
  (document.split(/^## /m).find((section) => section.startsWith('Where is what\n')) ?? '')
    .split(/\n(?=\||\d+[.] |\n)/)
    .filter((block) => /^\|(?! to change |-)|^\d+[.] |^\n+\d+[.] /.test(block))
    .map((block) => {
      const [, , open = '', lookFor = ''] = block.startsWith('|') ? block.split('|') : [];
      return { words: wordsOf(block), open: wordsOf(open), lookFor: wordsOf(lookFor)[0] };
    });

/**
 * What is wrong with the places that a document names, anywhere in full and in its signposts also in short, and with what is said
 * to be there.
 */
export const wrongSignposts = (document: string, tree: Tree): readonly string[] => [
  ...wordsOf(document)
    .filter((word) => isFullPath(word) && filesOf(word, tree).length === 0)
    .map((path) => `${path} is not there`),
  ...signposts(document).flatMap((signpost) => wrongWords(signpost, tree)),
];

const wrongWords = ({ words, open, lookFor }: Signpost, tree: Tree): readonly string[] => {
  const targets = words.filter(isTarget);
  const inFull = targets.filter(isFullPath).flatMap((target) => filesOf(target, tree));
  const inShort = targets
    .filter((target) => !isFullPath(target))
    .map((target) => ({ target, files: filesBeside(target, targets, tree) }));
  const texts = [...inFull, ...inShort.flatMap(({ files }) => files)].map(tree.read);
  return [
    ...inShort.filter(({ files }) => files.length === 0).map(({ target }) => `${target} is not there`),
    ...open
      .filter((target) => lookFor && tree.paths.includes(target) && !declares(tree.read(target), lookFor))
      .map((target) => `${target} declares no ${lookFor}`),
    ...words
      .filter((word) => !isTarget(word) && word !== lookFor && !texts.some((text) => writes(text, word)))
      .map((word) => `none of ${targets.join(', ')} says ${word}`),
  ];
};

const wordsOf = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`\n]+)`/g)].map(([, word = '']) => word);

const isFullPath = (word: string): boolean =>
  /^(?:apps|packages|tools|docs|deploy|bench|scripts)\/\S+$/.test(word);

const isTarget = (word: string): boolean => /^\S*\/\S*$|[.](?:ts|json|md|yaml)$/.test(word);

const filesOf = (target: string, { paths }: Tree): readonly string[] =>
  paths.filter((path) => path === target || path.startsWith(`${target.replace(/\/$/, '')}/`));

/** The files of a place named in short: of a folder wherever there is one, of a file within or beside the other places named. */
const filesBeside = (target: string, targets: readonly string[], { paths }: Tree): readonly string[] => {
  if (target.includes('/')) return paths.filter((path) => path.includes(`/${target.replace(/\/$/, '')}/`));
  const folders = targets
    .filter((other) => other.includes('/'))
    .map((other) => other.replace(/\/(?:[^/]+[.]\w+)?$/, ''));
  return paths.filter(
    (path) => path.endsWith(`/${target}`) && folders.some((folder) => `/${path}`.includes(`/${folder}/`)),
  );
};

const declares = (text: string, symbol: string): boolean =>
  new RegExp(`\\b(?:const|function|type|class|let)\\s+${symbol}\\b`).test(text);

/** Of a setting with its value, such as `history=true`, the text says at least the name. */
const writes = (text: string, word: string): boolean => {
  const [name = ''] = word.split('=');
  return new RegExp(`(?<![\\w-])${name.replaceAll(/[^\w\s-]/g, String.raw`\$&`)}(?![\\w-])`).test(text);
};
