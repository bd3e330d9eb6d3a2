import type { ReceivableWrittenOffV1 } from '@recoup/contracts/receivable.v1';
import { newEvent } from '@recoup/runtime/outbox/outbox';
import { receivableStates } from '../../../rows/receivable-states.ts';
import type { BooksParts } from './books-parts.ts';

const perBatch = 2_000;

/** Publishes receivables as they now stand, in batches so that memory stays flat. */
export const publishReceivables = async (
  { database, outbox }: Pick<BooksParts, 'database' | 'outbox'>,
  contract: typeof ReceivableWrittenOffV1,
  receivableIds: readonly string[],
): Promise<void> => {
  for (let start = 0; start < receivableIds.length; start += perBatch) {
    const states = await receivableStates(database, receivableIds.slice(start, start + perBatch));
    await outbox.append(states.map((state) => newEvent(contract, state.receivableId, state, state.version)));
  }
};
