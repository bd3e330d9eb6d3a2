import { accepted } from '@recoup/domain/result';
import type { GeneralLedger } from '../../ports/general-ledger.ts';
import type { GlBodies, GlMapped } from '../../ports/general-ledger-bodies.ts';

/** For a firm that keeps its books here alone: journals are recorded, and no document is made of them. */
export const noGeneralLedger: GeneralLedger & Pick<GlMapped, 'documentsOf'> & Pick<GlBodies, 'recoveryOf'> = {
  documentsOf: () => accepted([]),
  recoveryOf: (writeOff, { externalId }) => ({ ...writeOff, externalId }),
  find: async () => ({ kind: 'absent' }),
  findEntered: async () => ({ kind: 'absent' }),
  post: async () => ({ kind: 'not-sent', reason: 'there is no general ledger outside' }),
};
