import type { CalendarDate } from '@recoup/domain/calendar-date';
import { type CanonicalValue, canonicalJson } from '@recoup/domain/canonical-json';
import { addSides, noSides, type SideAmounts, totalOf } from '@recoup/domain/sides';
import { aReceivable, on } from '../domain/books/books.fixture.ts';
import { type LockedReceivable, openOf as openSidesOf } from '../domain/books/receivable.ts';
import type { ApprovedLine } from '../domain/books/write-off.ts';
import type { Books } from '../ports/books.ts';
import { memoryBooks } from '../ports/memory-books.fixture.ts';
import { type ExecuteWriteOff, executeWriteOff } from './execute-write-off.ts';
import { type RecoverWriteOff, recoverWriteOff } from './recover-write-off.ts';

export const monthEnd = on('2026-03-31');
export const revenue = (minor: bigint): SideAmounts => ({ ...noSides, revenue: minor });
export const receivable = (receivableId: string, minor: bigint, entity = 'US01'): LockedReceivable =>
  aReceivable(receivableId, { revenue: minor }, { entity });

/** Lines travel as `{ id, minor }` here, and their hash is their text. */
export const lineOf = (receivableId: string, minor: bigint) => ({ id: receivableId, minor: String(minor) });
export const readLine = (line: CanonicalValue): ApprovedLine => {
  const [id, minor] = Object.values(Object(line));
  return { receivableId: `${id}`, invoiceNumber: `INV-${id}`, approved: revenue(BigInt(`${minor}`)) };
};
export const hashOf = (text: string) => `hash of ${text}`;

export const vera = {
  ...{ personId: 'vera', name: 'Vera', role: 'VP_CLIENT_ACCOUNTING', version: 4 },
  signedAt: '2026-03-31T14:31:08.552Z',
};
export const datesOf = (us: CalendarDate, uk = us) =>
  new Map([
    ['US01', us],
    ['UK01', uk],
  ]);
export const april = on('2026-04-10');

export type Line = ReturnType<typeof lineOf>;
export const approvalOf = (
  lines: readonly Line[],
  change: Partial<ExecuteWriteOff> = {},
): ExecuteWriteOff => ({
  packetId: 'packet-1',
  packetName: 'First packet',
  round: 1,
  currency: 'USD',
  contentHash: hashOf(canonicalJson(lines)),
  parts: 1,
  receivableCount: lines.length,
  totals: lines.map((line) => revenue(BigInt(line.minor))).reduce(addSides, noSides),
  policyVersion: 'US01@1',
  signatures: [vera],
  eventDates: datesOf(monthEnd),
  ...change,
});

export const ledgerWith = (receivables: readonly LockedReceivable[], termsOf?: Books['termsOf']) => {
  const books = memoryBooks(receivables, termsOf);
  const execute = executeWriteOff(books, readLine, hashOf);
  const recovering = recoverWriteOff(books);
  const openOf = () => [...books.receivables.values()].map((one) => totalOf(openSidesOf(one)));
  return {
    books,
    execute,
    openOf,
    recover: (given: Partial<RecoverWriteOff> = {}) =>
      recovering({ packetId: 'packet-1', kind: 'RECOVERY', eventDates: datesOf(april), ...given }),
    approved: async (lines: readonly Line[], change: Partial<ExecuteWriteOff> = {}) => {
      const approval = approvalOf(lines, change);
      await books.keepPart(approval.packetId, approval.contentHash, { part: 1, parts: 1, lines });
      await execute(approval);
    },
  };
};
