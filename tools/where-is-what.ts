/** A place that CONTRIBUTING sends a reader to, and the symbol they shall look for there, where one is named. */
export type Signpost = { readonly path: string; readonly symbol: string | undefined };

/** The places named in a document: paths in backticks, and beside a path in a row of a table the symbol in its last cell. */
export const signposts = (text: string): readonly Signpost[] =>
  text.split('\n').flatMap((line) => {
    const paths = [...line.matchAll(/`((?:apps|packages|tools|docs|deploy|bench|scripts)\/[^`\s]+)`/g)].map(
      ([, path = '']) => path,
    );
    const [, symbol] = /^\|.*\|\s*`(\w+)`\s*\|$/.exec(line) ?? [];
    return paths.map((path) => ({ path, symbol }));
  });

/** What is wrong with a signpost: nothing there, or nothing of that name declared there. */
export const wrongSignpost = (
  { path, symbol }: Signpost,
  read: (path: string) => string | 'folder' | undefined,
): string | undefined => {
  const found = read(path);
  if (found === undefined) return `${path} is not there`;
  if (symbol === undefined) return undefined;
  const declared = new RegExp(`\\b(?:const|function|type|class|let)\\s+${symbol}\\b`);
  return found !== 'folder' && declared.test(found) ? undefined : `${path} declares no ${symbol}`;
};
