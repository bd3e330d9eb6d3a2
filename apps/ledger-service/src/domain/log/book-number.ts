/** Receipts are numbered for the whole ledger, journals for each legal entity; both begin again with each year. */
export type NumberedSubject = {
  readonly kind: 'RECEIPT' | 'JOURNAL';
  /** Empty for the ledger as a whole. */
  readonly entity: string;
  readonly year: number;
  readonly subjectId: string;
};
export type BookNumber = NumberedSubject & { readonly no: number };
export type LastNumber = Omit<BookNumber, 'subjectId'>;

/** The numbers of what was sealed, in that order: each series goes on from its last number, and none is left out. */
export const numbersAfter = (
  last: readonly LastNumber[],
  subjects: readonly NumberedSubject[],
): readonly BookNumber[] => {
  const reached = new Map(last.map((one) => [seriesOf(one), one.no]));
  return subjects.map((subject) => {
    const series = seriesOf(subject);
    const no = (reached.get(series) ?? 0) + 1;
    reached.set(series, no);
    return { ...subject, no };
  });
};

const seriesOf = ({ kind, entity, year }: Omit<NumberedSubject, 'subjectId'>): string =>
  `${kind} ${year} ${entity}`;
