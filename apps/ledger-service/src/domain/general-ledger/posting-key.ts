import type { RecoveryKind } from '../packet/recovery-kind.ts';

/**
 * The key under which the general ledger knows a document: one for each packet event, entity and currency. `E` executes a
 * write-off, `R` recovers or corrects it, which happens once. Letters, digits and hyphens only, as NetSuite's external ids want it.
 */
export const postingKey = (
  packetId: string,
  currency: string,
  subsidiary: string,
  kind: 'WRITE_OFF' | RecoveryKind,
  number: number,
): string =>
  `WO-${packetId.replaceAll('-', '')}-${currency}-${subsidiary}-${kind === 'WRITE_OFF' ? 'E' : 'R'}-${number}`;

/** An entity as a key may hold it, where the general ledger has no id of its own for it. */
export const inKey = (entity: string): string => entity.replace(/[^A-Za-z0-9_-]/g, '');
