import {
  ChangeRequestApprovedV1,
  ChangeRequestExpiredV1,
  ChangeRequestProposedV1,
  ChangeRequestRejectedV1,
  ChangeRequestWithdrawnV1,
} from '@recoup/contracts/change-request.v1';
import { topics } from '@recoup/contracts/topics';
import { facts, on, type Subscription } from '@recoup/runtime/inbox/subscription';
import type { LogEntry } from '../../domain/log/log-entry.ts';

/** Where entries are kept; `LedgerLog` has it. */
type Entries = {
  readonly append: (
    type: string,
    payload: LogEntry['payload'],
    known: { readonly occurredAt: string },
  ) => Promise<void>;
};

/**
 * What two persons decide anywhere, people and dead letters alike, stands in the ledger's log, so that auditors find it in one chain:
 * who proposed, who decided, and the hash of what was proposed.
 */
export const changeRequestLog = (log: Entries): Subscription =>
  facts(topics.changeRequests, [
    on(ChangeRequestProposedV1, ({ data, time }) =>
      log.append('change-request.proposed', data, { occurredAt: time }),
    ),
    on(ChangeRequestApprovedV1, ({ data, time }) =>
      log.append('change-request.approved', data, { occurredAt: time }),
    ),
    on(ChangeRequestRejectedV1, ({ data, time }) =>
      log.append('change-request.rejected', data, { occurredAt: time }),
    ),
    on(ChangeRequestWithdrawnV1, ({ data, time }) =>
      log.append('change-request.withdrawn', data, { occurredAt: time }),
    ),
    on(ChangeRequestExpiredV1, ({ data, time }) =>
      log.append('change-request.expired', data, { occurredAt: time }),
    ),
  ]);
