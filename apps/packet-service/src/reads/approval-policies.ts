import { money } from '@recoup/contracts/values';
import type { Queries } from '@recoup/runtime/database/queries';
import { day } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import { moneyOf } from './wire.ts';

export const approvalPolicy = z.object({
  entity: z.string().describe('* means every entity without a policy of its own'),
  version: z.int(),
  validFrom: day,
  cfoFrom: money,
  mdAbove: money,
});

type PolicyRow = {
  readonly entity: string;
  readonly version: number;
  readonly valid_from: string;
  readonly cfo_from_minor: string;
  readonly md_above_minor: string;
};

/** From which amounts on who signs: policies of all entities, the newest of each first. */
export const approvalPolicies = async (
  database: Queries,
  baseCurrency: string,
): Promise<readonly z.infer<typeof approvalPolicy>[]> => {
  const rows = await database.query<PolicyRow>(
    sql`select * from approval_policy order by entity, version desc`,
  );
  return rows.map((row) => ({
    entity: row.entity,
    version: row.version,
    validFrom: row.valid_from,
    cfoFrom: moneyOf(row.cfo_from_minor, baseCurrency),
    mdAbove: moneyOf(row.md_above_minor, baseCurrency),
  }));
};
