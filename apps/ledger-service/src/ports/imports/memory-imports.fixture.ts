import { totalOf } from '@recoup/domain/sides';
import type { RowError, SettledInvoice } from '../../domain/import/open-item.ts';
import type { CheckProgress, ImportUnderWay, ReadingKept, StagedRow } from './imports.ts';

export type KeptImport = {
  readonly state: 'CHECKING' | 'COMMITTED' | 'CHECKED' | 'REJECTED' | 'FAILED';
  readonly staged: readonly StagedRow[];
  readonly errors: readonly RowError[];
  readonly remarks: readonly RowError[];
  readonly progress: CheckProgress | null;
  /** Numbers of the invoices that went into the ledger. */
  readonly taken: readonly string[];
  readonly history: readonly SettledInvoice[];
  readonly reading: ReadingKept | null;
};

const begun: KeptImport = {
  state: 'CHECKING',
  staged: [],
  errors: [],
  remarks: [],
  progress: null,
  taken: [],
  history: [],
  reading: null,
};

/** Imports into an empty ledger, in memory: compared are the rows of a file with each other alone. */
export const memoryImports = () => {
  const kept = new Map<string, KeptImport>();
  const of = (importId: string): KeptImport => kept.get(importId) ?? begun;
  const change = (importId: string, changes: Partial<KeptImport>) => {
    kept.set(importId, { ...of(importId), ...changes });
  };

  const imports: ImportUnderWay = {
    registeredEntities: async () => ['US01', 'DE01'],
    begin: async ({ importId }) => change(importId, begun),
    noteReading: async ({ importId }, reading) => change(importId, { reading }),
    stage: async ({ importId }, rows) => change(importId, { staged: [...of(importId).staged, ...rows] }),
    note: async ({ importId }, kind, notes) => {
      const { errors, remarks } = of(importId);
      change(
        importId,
        kind === 'error' ? { errors: [...errors, ...notes] } : { remarks: [...remarks, ...notes] },
      );
    },
    progress: async ({ importId }, progress) => change(importId, { progress }),
    compare: async ({ importId }) => {
      const { staged, errors, progress } = of(importId);
      const first = new Map<string, StagedRow>();
      for (const row of staged) {
        const name = `${row.item.entity} ${row.item.invoiceNumber}`;
        first.set(name, first.get(name) ?? row);
      }
      const valid = [...first.values()];
      const again = staged.filter((row) => !valid.includes(row));
      const duplicates = again.map(({ row, item }): RowError => {
        const line = first.get(`${item.entity} ${item.invoiceNumber}`)?.row;
        const reason = `is already in line ${line} of this file`;
        return { row, column: 'invoice_number', value: item.invoiceNumber, code: 'DUPLICATE', reason };
      });
      change(importId, { staged: valid, errors: [...errors, ...duplicates] });
      return { invalid: (progress?.rowsInvalid ?? 0) + duplicates.length, refused: false };
    },
    commit: async ({ importId }) => {
      const open = of(importId).staged.filter(({ item }) => totalOf(item.open) > 0n);
      const taken = open.map(({ item }) => item.invoiceNumber);
      change(importId, { state: 'COMMITTED', staged: [], taken });
    },
    publishHistory: async ({ importId }, invoices) => {
      const history: SettledInvoice[] = [];
      for await (const invoice of invoices()) history.push(invoice);
      change(importId, { state: 'COMMITTED', history });
    },
    end: async ({ importId }, state) => change(importId, { state, staged: [] }),
  };
  return { imports, of };
};
