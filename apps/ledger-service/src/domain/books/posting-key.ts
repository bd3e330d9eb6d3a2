/**
 * The key under which the general ledger knows a document: one for each packet event, entity and currency. `E` executes a
 * write-off, `R` recovers it. Letters, digits and hyphens only, as NetSuite's external ids want it.
 */
export const postingKey = (
  packetId: string,
  currency: string,
  subsidiary: string,
  kind: 'WRITE_OFF' | 'RECOVERY',
  number: number,
): string =>
  `WO-${packetId.replaceAll('-', '')}-${currency}-${subsidiary}-${kind === 'WRITE_OFF' ? 'E' : 'R'}-${number}`;
