/**
 * The key under which the general ledger knows a document of a write-off: one for each packet, entity and currency. `E` executes it,
 * `R` recovers or corrects it, which happens once. Letters, digits and hyphens only, as NetSuite's external ids want it.
 */
export const postingKey = (packetId: string, currency: string, subsidiary: string, number: number): string =>
  `WO-${packetId.replaceAll('-', '')}-${currency}-${subsidiary}-E-${number}`;

/** The key of what takes a write-off's document back, made from that one's own: whatever the mapping calls its subsidiary by then. */
export const recoveryKey = (externalId: string): string => {
  const [executed, number] = /-E-(\d+(?:-\d+)?)$/.exec(externalId) ?? [];
  if (executed === undefined) throw new Error(`${externalId} is not the key of a write-off's document`);
  return `${externalId.slice(0, -executed.length)}-R-${number}`;
};

/** An entity as a key may hold it, where the general ledger has no id of its own for it. */
export const inKey = (entity: string): string => entity.replace(/[^A-Za-z0-9_-]/g, '');
