export type Import = { readonly from: string; readonly to: string };

const noun =
  /^(?<layer>apps\/[^/]+\/src\/(?:domain|application|ports|adapters\/(?:http|postgres)))\/(?<noun>[^/]+)\//;
const test = /[.](?:test|fixture|suite)[.]tsx?$/;

/**
 * The nouns of one layer of a service that import each other in a circle, whether or not any module does: such nouns are one, and
 * neither can be read or leave alone. Tests and fixtures may know more than what they test.
 */
export const nounCircles = (imports: readonly Import[]): readonly string[] => {
  const known = new Map<string, Set<string>>();
  for (const { from, to } of imports.filter((one) => !test.test(one.from))) {
    const [one, other] = [noun.exec(from), noun.exec(to)];
    if (!one || !other || one.groups?.layer !== other.groups?.layer || one[0] === other[0]) continue;
    known.set(one[0], (known.get(one[0]) ?? new Set()).add(other[0]));
  }
  const reach = new Map([...known.keys()].map((folder) => [folder, reachedFrom(folder, known)]));
  return [...reach]
    .filter(([folder, reached]) => reached.has(folder))
    .map(([folder, reached]) => {
      const others = [...reached].filter((other) => other !== folder && reach.get(other)?.has(folder));
      return `${folder} with ${others.sort().join(', ')}`;
    })
    .sort();
};

const reachedFrom = (
  folder: string,
  known: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> => {
  const reached = new Set<string>();
  const toSee = [folder];
  for (let next = toSee.pop(); next !== undefined; next = toSee.pop()) {
    for (const other of known.get(next) ?? []) {
      if (reached.has(other)) continue;
      reached.add(other);
      toSee.push(other);
    }
  }
  return reached;
};
