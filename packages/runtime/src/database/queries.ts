import type { RawBuilder } from 'kysely';

/** What a view needs of a database: no transaction of its own, and nothing by which rows are written past a use case. */
export type Queries = {
  /** Runs SQL with bound parameters. Dates, instants, numerics and 64-bit integers arrive as text. */
  readonly query: <Row>(statement: RawBuilder<unknown>) => Promise<Row[]>;
};
