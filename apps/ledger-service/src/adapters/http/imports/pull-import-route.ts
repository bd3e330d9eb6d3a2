import type { Queries } from '@recoup/runtime/database/queries';
import { endpoint, problem } from '@recoup/runtime/http/endpoint';
import * as z from 'zod';
import type { Commands } from '../../../application/commands.ts';
import { importResource } from '../../../reads/imports.ts';
import { importScope } from './import-scope.ts';
import { answeredImport, label, refusedImport, refusedImports, yes } from './take-import-route.ts';

const nothingConnected = { status: 409, code: 'NOTHING_CONNECTED' };
const brokenOff = { status: 503, code: 'PULL_BROKEN_OFF' };

const query = z.strictObject({
  source: label.describe(
    'as which registered source its items are kept; with entity and invoice number it names an item',
  ),
  acceptValid: yes.describe('take the valid rows even if others are invalid'),
  acceptWarnings: yes.describe('take the rows even if new items look like known ones'),
  dryRun: yes.describe('check only'),
});

export const pullImportRoute = (database: Queries, pullImport: Commands['pullImport']) =>
  endpoint({
    method: 'post',
    path: '/v1/imports/pulled',
    summary:
      'Ask the connected NetSuite for all that is open, and take it into the ledger as a full snapshot',
    access: { anyOf: ['CLIENT_ACCOUNTING'], everywhere: true },
    refuses: [...refusedImports, nothingConnected, brokenOff],
    query,
    answer: importResource,
    status: 201,
    keepsOwnKeys: true,
    handle: async ({ query: asked, actor, requestId, idempotencyKey, fingerprint }) => {
      const result = await pullImport({
        ...asked,
        requestedBy: actor.personId,
        requestKey: idempotencyKey,
        requestDigest: fingerprint,
        threadId: requestId,
        scope: importScope(actor),
      });
      if (result.ok) return answeredImport(database, actor, result.value);
      const { refusal } = result;
      if (refusal.reason === 'nothing-connected')
        return problem(
          nothingConnected.status,
          nothingConnected.code,
          'No NetSuite is connected to this ledger. Send a file instead.',
        );
      if (refusal.reason === 'broken-off' && refusal.withoutFile !== null)
        return problem(
          brokenOff.status,
          brokenOff.code,
          `The import broke off before NetSuite had answered to the end, and nothing was changed: ${refusal.withoutFile}. Once that is mended, ask again under a new Idempotency-Key.`,
          { more: { importId: refusal.importId } },
        );
      return refusedImport(database, actor, refusal);
    },
  });
