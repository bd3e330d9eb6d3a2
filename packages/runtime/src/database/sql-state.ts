/** PostgreSQL's five-character code of a failed statement, for example `23505` for a unique violation. */
export const sqlStateOf = (error: unknown): string | undefined => textOf(error, 'code');

/** The constraint that refused a row, if that is why the statement failed. */
export const violatedConstraint = (error: unknown): string | undefined => textOf(error, 'constraint');

const textOf = (error: unknown, name: string): string | undefined => {
  for (let at: unknown = error; typeof at === 'object' && at !== null; at = Reflect.get(at, 'cause')) {
    const value: unknown = Reflect.get(at, name);
    if (typeof value === 'string') return value;
  }
  return undefined;
};
