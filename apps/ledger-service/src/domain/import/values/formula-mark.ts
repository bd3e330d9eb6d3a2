const runs = /^'*[=+\-@\t\r]/;
const marked = /^'+[=+\-@\t\r]/;
const number = /^-?\d+(?:\.\d+)?$/;

/**
 * Puts an apostrophe before a text that a spreadsheet would run as a formula, and before what looks so marked already; never before a
 * number.
 */
export const withFormulaMark = (cell: string): string =>
  runs.test(cell) && !number.test(cell) ? `'${cell}` : cell;

/** Takes off exactly what `withFormulaMark` put there. */
export const withoutFormulaMark = (cell: string): string => (marked.test(cell) ? cell.slice(1) : cell);
