import * as z from 'zod';
import { client, currency, money, personRef } from './values.ts';

/** What every packet event says about its packet, so that a reader needs no second source to tell people about it. */
export const packetSummary = z.object({
  packetId: z.uuid(),
  version: z.int().positive(),
  name: z.string(),
  client,
  currency,
  packetStatusCd: z.string(),
  workflowState: z.string(),
  /** Open revenue sides, without tax and fees, as frozen at submission; before that as they stand. */
  totalCommission: money,
  receivableCount: z.int().nonnegative(),
  currentApproverRole: z.string().nullable(),
  /** 0 before the first submission; grows with each submission that restarts the route. */
  round: z.int().nonnegative(),
  submittedBy: personRef.nullable(),
  /** Who has signed in this round, in order. */
  approvedBy: z.array(personRef.extend({ role: z.string() })),
  entities: z.array(z.string()),
  departments: z.array(z.string()),
});
export type PacketSummary = z.infer<typeof packetSummary>;
