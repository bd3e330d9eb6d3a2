import { Router } from 'express';
import { errorEnvelope, noSuchRecord } from '../error-envelope.ts';
import type { NetsuiteSimulator } from '../netsuite-simulator.ts';
import { partyOf } from './parties.ts';

/** Records that are only read here: customers and vendors, and what journals are checked against. */
export const recordRoutes = ({ books, parties }: NetsuiteSimulator): Router => {
  const lists = new Map<string, () => Iterable<{ readonly id: string }>>([
    ['account', () => books.accounts.values()],
    ['subsidiary', () => books.subsidiaries],
    ['currency', () => books.currencies],
    ['nonInventorySaleItem', () => books.items],
  ]);
  const listed = (type: string, id: string): object | undefined => {
    const ofId = <Value extends { readonly id: string }>(all: Iterable<Value>) =>
      [...all].find((one) => one.id === id);
    if (type === 'customer' || type === 'vendor') {
      const party = partyOf(parties, id);
      return party?.kind === type ? party : undefined;
    }
    const list = lists.get(type);
    if (list) return ofId(list());
    return type === 'accountingPeriod' ? { id, closed: books.closedPeriods.has(id) } : undefined;
  };
  return Router().get('/:type/:id', (request, response) => {
    const record = listed(request.params.type, request.params.id);
    if (record) response.json(record);
    else response.status(404).json(errorEnvelope(404, [noSuchRecord]));
  });
};
