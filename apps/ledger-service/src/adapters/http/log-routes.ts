import type { Queries } from '@recoup/runtime/database/queries';
import { type Endpoint, endpoint } from '@recoup/runtime/http/endpoint';
import { wholeBigint, wholeNumber } from '@recoup/runtime/http/input/whole-number';
import * as z from 'zod';
import {
  logEntries,
  logEntry,
  logHead,
  readLogHead,
  unsealedEntries,
  unsealedEntry,
} from '../../reads/log.ts';

/** The ledger's log for auditors: enough to verify every byte of it without this service. */
export const logRoutes = (database: Queries, ledgerId: string): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/v1/log/head',
    summary: 'The head of the hash chain of the ledger log',
    access: 'signed-in',
    answer: logHead,
    handle: async () => ({ body: await readLogHead(database, ledgerId) }),
  }),
  endpoint({
    method: 'get',
    path: '/v1/log/entries',
    summary: 'Sealed entries in order, with the bytes that were hashed',
    access: { anyOf: ['AUDITOR'], everywhere: true },
    query: z.strictObject({
      afterSeq: wholeBigint(0n).default(0n),
      limit: wholeNumber(1, 1_000).prefault(500),
    }),
    answer: z.object({ items: z.array(logEntry) }),
    handle: async ({ query }) => ({
      body: { items: await logEntries(database, query.afterSeq, query.limit) },
    }),
  }),
  endpoint({
    method: 'get',
    path: '/v1/log/unsealed',
    summary: 'Entries that have no seal, those first that wait for none',
    access: { anyOf: ['AUDITOR'], everywhere: true },
    query: z.strictObject({ limit: wholeNumber(1, 1_000).prefault(100) }),
    answer: z.object({ items: z.array(unsealedEntry) }),
    handle: async ({ query }) => ({ body: { items: await unsealedEntries(database, query.limit) } }),
  }),
];
