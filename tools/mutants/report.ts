/** What Stryker says of the faults it planted (mutation-testing-report-schema), as far as it is read here. */
export type MutationReport = {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: string;
        readonly mutants: readonly {
          readonly status: string;
          readonly mutatorName: string;
          readonly replacement?: string;
          readonly location: {
            readonly start: { readonly line: number; readonly column: number };
            readonly end: { readonly line: number; readonly column: number };
          };
        }[];
      }
    >
  >;
};

const noticed = new Set(['Killed', 'Timeout']);
/** Faults that no test could notice: they do not compile, or are marked as equivalent. */
const uncounted = new Set(['CompileError', 'RuntimeError', 'Ignored']);

/** A line for each file with its share of noticed faults, then one for each fault that went unnoticed. */
export const reportOf = ({
  files,
}: MutationReport): { readonly lines: readonly string[]; readonly score: number } => {
  const rows = Object.entries(files).map(([path, { source, mutants }]) => {
    const counted = mutants.filter(({ status }) => !uncounted.has(status));
    const survivors = counted.filter(({ status }) => !noticed.has(status));
    return { path, source, planted: counted.length, survivors };
  });
  const planted = rows.reduce((sum, row) => sum + row.planted, 0);
  const unnoticed = rows.reduce((sum, row) => sum + row.survivors.length, 0);
  const score = shareOf(planted, unnoticed);
  return {
    score,
    lines: [
      ...rows.map((row) => `${row.path}: ${describe(row.planted, row.survivors.length)}`),
      ...rows.flatMap(({ path, source, survivors }) =>
        survivors.map(
          ({ location: { start }, mutatorName, replacement = '' }) =>
            `  ${path}:${start.line} ${mutatorName}: ${source.split('\n')[start.line - 1]?.trim()} -> ${replacement.replaceAll(/\s+/g, ' ')}`,
        ),
      ),
      `All: ${describe(planted, unnoticed)}`,
    ],
  };
};

const shareOf = (planted: number, unnoticed: number): number =>
  planted === 0 ? 100 : (100 * (planted - unnoticed)) / planted;

const describe = (planted: number, unnoticed: number): string =>
  `${planted - unnoticed} of ${planted} noticed (${shareOf(planted, unnoticed).toFixed(1)} %)`;
