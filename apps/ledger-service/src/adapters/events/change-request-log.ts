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
    known: { readonly eventId: string; readonly occurredAt: string },
  ) => Promise<void>;
};

/**
 * What two persons decide anywhere, people and dead letters alike, stands in the ledger's log, so that auditors find it in one chain:
 * who proposed, who decided, and the hash of what was proposed. An entry has the id of its event.
 */
export const changeRequestLog = (log: Entries): Subscription =>
  facts(topics.changeRequests, [
    on(ChangeRequestProposedV1, ({ id, data, time }) =>
      log.append('change-request.proposed', data, { eventId: id, occurredAt: time }),
    ),
    on(ChangeRequestApprovedV1, ({ id, data, time }) =>
      log.append('change-request.approved', data, { eventId: id, occurredAt: time }),
    ),
    on(ChangeRequestRejectedV1, ({ id, data, time }) =>
      log.append('change-request.rejected', data, { eventId: id, occurredAt: time }),
    ),
    on(ChangeRequestWithdrawnV1, ({ id, data, time }) =>
      log.append('change-request.withdrawn', data, { eventId: id, occurredAt: time }),
    ),
    on(ChangeRequestExpiredV1, ({ id, data, time }) =>
      log.append('change-request.expired', data, { eventId: id, occurredAt: time }),
    ),
  ]);
