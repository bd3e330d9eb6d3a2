import { accepted } from '@recoup/domain/result';
import type { GeneralLedger, GlUnclear } from '../../ports/general-ledger.ts';
import type { GlMapped } from '../../ports/general-ledger-bodies.ts';

/** For a firm that keeps its books here alone: journals are recorded, and no document is made of them. */
export const noGeneralLedger: GeneralLedger & Pick<GlMapped, 'documentsOf'> = {
  documentsOf: () => accepted([]),
  find: async () => nowhere,
  findEntered: async () => nowhere,
  post: async () => nowhere,
};

const nowhere: GlUnclear = { kind: 'not-sent', reason: 'there is no general ledger outside' };
