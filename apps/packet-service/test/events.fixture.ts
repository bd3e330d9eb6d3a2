import { EntityChangedV1 } from '@recoup/contracts/entity-changed.v1';
import type { EventContract } from '@recoup/contracts/envelope';
import { schemaOf } from '@recoup/contracts/envelope';
import {
  LedgerNumberedV1,
  LedgerWriteOffExecutedV1,
  LedgerWriteOffRecoveredV1,
  LedgerWriteOffRecoveryRefusedV1,
  LedgerWriteOffRefusedV1,
} from '@recoup/contracts/ledger.v1';
import { ReceivableImportedV1, type ReceivableState } from '@recoup/contracts/receivable.v1';
import type { Bus } from '@recoup/runtime/bus/bus';
import { newId } from '@recoup/runtime/process/ids';
import type * as z from 'zod';

/** Publishes events as other services would: well formed, under their aggregate's key, counted without a gap. */
export const publisher = (bus: Bus) => {
  const sequences = new Map<string, number>();
  return async (contract: EventContract, subject: string, data: object, sequence?: number): Promise<void> => {
    const next = sequence ?? (sequences.get(subject) ?? 0) + 1;
    sequences.set(subject, next);
    const event = {
      specversion: '1.0',
      id: newId(),
      source: contract.sources?.[0],
      type: contract.type,
      subject,
      time: new Date().toISOString(),
      dataschema: schemaOf(contract.type),
      datacontenttype: 'application/json',
      partitionkey: subject,
      sequence: next,
      correlationid: newId(),
      actor: 'service:ledger-service',
      data,
    };
    const value = new TextEncoder().encode(JSON.stringify(contract.schema.parse(event)));
    await bus.publish([{ topic: contract.topic, key: subject, headers: {}, value }]);
  };
};
export type Publish = ReturnType<typeof publisher>;

export const clientXyz = { clientId: newId(), number: 'C-100', name: 'XYZ Corp' };
export const clientB = { clientId: newId(), number: 'C-200', name: 'Client B' };

/** A receivable of XYZ Corp, 120 days old on 2 March 2026, with this open revenue. */
export const aReceivableState = (revenue: string, given: Partial<ReceivableState> = {}): ReceivableState => {
  const receivableId = newId();
  const sides = { revenue, payable: '0.00', tax: '0.00', fee: '0.00' };
  return {
    receivableId,
    version: 1,
    source: 'test',
    entity: 'US01',
    department: 'MUSIC',
    deal: 'DEAL-1',
    client: clientXyz,
    account: { accountId: newId(), number: 'B-1', name: 'Buyer One' },
    agent: { number: 'A-1', name: 'Agent One' },
    invoiceNumber: `INV-${receivableId.slice(-12)}`,
    invoiceDate: '2025-11-02',
    dueDate: '2025-11-02',
    currency: 'USD',
    billed: null,
    opening: sides,
    open: sides,
    dispute: { open: false, reason: null },
    openItem: true,
    writeOffStatus: null,
    excludeFromCecl: false,
    packetId: null,
    writeOff: null,
    recovered: null,
    settled: null,
    components: [],
    asOf: '2026-03-02',
    agreement: { type: null, status: null, stopDate: null, currentBalance: '0.00' },
    collectionClass: null,
    glReference: null,
    ...given,
  };
};

export const imported = (publish: Publish, state: ReceivableState) =>
  publish(ReceivableImportedV1, state.receivableId, state, state.version);

export type EntityState = z.infer<typeof EntityChangedV1.data>;

/** A legal entity in New York; everything of it is mapped unless the test says otherwise. */
export const anEntityState = (code: string, given: Partial<EntityState> = {}): EntityState => ({
  entityId: newId(),
  code,
  name: `Entity ${code}`,
  functionalCurrency: 'USD',
  timeZone: 'America/New_York',
  calendar: 'WEEKDAYS',
  glMapping: {
    version: '1',
    accountRoles: ['AR', 'CPAY', 'TAXP', 'CLEXP'],
    currencies: ['USD', 'EUR', 'GBP', 'JPY', 'KWD'],
    clearsInvoices: false,
  },
  ...given,
});

/** Publishes legal entities as the ledger does, each under one id; answers the number of the event. */
export const entityPublisher = (publish: Publish) => {
  const published = new Map<string, { readonly entityId: string; readonly sequence: number }>();
  return async (code: string, given: Partial<EntityState> = {}): Promise<number> => {
    const before = published.get(code) ?? { entityId: newId(), sequence: 0 };
    const now = { ...before, sequence: before.sequence + 1 };
    published.set(code, now);
    const state = anEntityState(code, { ...given, entityId: now.entityId });
    await publish(EntityChangedV1, now.entityId, state, now.sequence);
    return now.sequence;
  };
};

const total = { amount: '1000.00', currency: 'USD' };
const sides = { revenue: '1000.00', payable: '0.00', tax: '0.00', fee: '0.00' };
const anEntityPosted = (eventDate = '2026-03-02') => ({
  ...{ entity: 'US01', journalId: newId(), policyVersion: '1', totals: sides },
  ...{ eventDate, accountingDate: '2026-03-02', period: '2026-03' },
});
const receipt = () => ({ cashReceiptId: newId(), worksheetId: newId() });

/** The ledger's word that it wrote the packet off, one receivable of 1,000.00 unless the test says otherwise. */
export const executed = async (
  publish: Publish,
  packetId: string,
  executedAt = new Date().toISOString(),
  documented = true,
  eventDate?: string,
  given: Partial<z.infer<typeof LedgerWriteOffExecutedV1.data>> = {},
): Promise<string> => {
  const booked = receipt();
  await publish(LedgerWriteOffExecutedV1, packetId, {
    packetId,
    receipt: booked,
    entities: [anEntityPosted(eventDate)],
    executedAt,
    total,
    sides,
    receivableCount: 1,
    documented,
    documentCount: documented ? 1 : 0,
    ...{ dropped: [], droppedCount: 0, lowered: [], loweredCount: 0, lines: [] },
    ...given,
  });
  return booked.cashReceiptId;
};

/** The ledger's word what a receipt is called. */
export const numberedByLedger = (
  publish: Publish,
  packetId: string,
  cashReceiptId: string,
  receiptNo = '2026-000042',
) =>
  publish(LedgerNumberedV1, packetId, {
    packetId,
    kind: 'WRITE_OFF',
    receipt: { cashReceiptId, receiptNo },
    journals: [{ journalId: newId(), entity: 'US01', journalNo: 'US01-2026-000042' }],
  });

export const refusedByLedger = (publish: Publish, packetId: string) =>
  publish(LedgerWriteOffRefusedV1, packetId, {
    packetId,
    code: 'AMOUNT_INCREASED',
    reason: 'INV-1 rose from 1,000.00 to 1,200.00',
    receivables: [],
  });

export const recoveryRefusedByLedger = (publish: Publish, packetId: string) =>
  publish(LedgerWriteOffRecoveryRefusedV1, packetId, {
    packetId,
    code: 'PERIOD_UNKNOWN',
    reason: 'US01 has no open accounting period',
  });

export const recoveredByLedger = (publish: Publish, packetId: string) =>
  publish(LedgerWriteOffRecoveredV1, packetId, {
    packetId,
    kind: 'RECOVERY',
    receipt: receipt(),
    entities: [anEntityPosted()],
    recoveredAt: new Date().toISOString(),
    total,
    receivableCount: 1,
    documentCount: 1,
  });
