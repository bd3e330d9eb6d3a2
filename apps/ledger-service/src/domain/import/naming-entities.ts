import type { RowReading } from './open-item.ts';

/** A row with the legal entity that it names called as the ledger calls it. */
export const namingEntities = (reading: RowReading, named: (written: string) => string): RowReading => {
  switch (reading.kind) {
    case 'item':
      return { ...reading, item: naming(reading.item, named) };
    case 'settled':
      return { ...reading, item: naming(reading.item, named), invoice: naming(reading.invoice, named) };
    case 'invalid':
      return { ...reading, means: reading.means && naming(reading.means, named) };
    default:
      return reading;
  }
};

/** The same object where the name stays: most rows of most files write it as it is registered. */
const naming = <Of extends { readonly entity: string }>(one: Of, named: (written: string) => string): Of => {
  const entity = named(one.entity);
  return entity === one.entity ? one : { ...one, entity };
};
