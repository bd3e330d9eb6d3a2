import { expect, it } from 'vitest';
import { memoOf } from './memo.ts';

it.each([
  ['WRITE_OFF', undefined, 'Write-off, packet "First packet"'],
  ['RECOVERY', 'WO-1-USD-1-E-1', 'Recovery of write-off WO-1-USD-1-E-1, packet "First packet"'],
  ['CORRECTION', 'WO-1-USD-1-E-1', 'Correction of write-off WO-1-USD-1-E-1, packet "First packet"'],
  ['CORRECTION', undefined, 'Correction of write-off, packet "First packet"'],
] as const)('a document of a %s that takes back %s says so', (kind, takesBack, memo) => {
  expect(memoOf({ kind, packetName: 'First packet' }, takesBack)).toBe(memo);
});
