/** A line of a sample file by the names of its columns; sample files quote nothing. */
export type SampleRow = Readonly<Record<string, string>>;

export const rowsOf = (text: string): readonly SampleRow[] => {
  const [header = '', ...lines] = text.trimEnd().split('\n');
  const names = header.split(',');
  return lines.map((line) =>
    Object.fromEntries(line.split(',').map((value, at) => [names[at] ?? '', value])),
  );
};
