import type { RecoveryKind } from '../packet/recovery-kind.ts';

const named: Readonly<Record<'WRITE_OFF' | RecoveryKind, string>> = {
  WRITE_OFF: 'Write-off',
  RECOVERY: 'Recovery of write-off',
  CORRECTION: 'Correction of write-off',
};

/** What a document is about. */
export type Documented = { readonly kind: keyof typeof named; readonly packetName: string };

/** What the people of the general ledger read on a document: its packet by name, and the key of the document that it takes back. */
export const memoOf = ({ kind, packetName }: Documented, takesBack = ''): string =>
  `${`${named[kind]} ${takesBack}`.trimEnd()}, packet "${packetName}"`;
