/**
 * By these events are found among all that were ever published. What every row of a file publishes stands in no index by type: it is most
 * of what there is, and an import would pay for the index with each row.
 */
export const eventIndexes: readonly string[] = [
  'create index outbox_by_time on outbox using brin (occurred_at) with (pages_per_range = 8)',
  `create index outbox_by_rare_type on outbox (event_type, id)
    where event_type not in ('recoup.receivable.imported.v1', 'recoup.receivable.updated.v1')`,
];
