import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededAccounts, seededCurrencies, seededItems } from './chart.ts';

const idOf = (code: string): string => seededAccounts.find((account) => account.code === code)?.id ?? '';

/** What the names of the sample are called in the GL simulator, made from its own chart. */
export const sampleMapping = {
  subsidiaries: { '*': '1', US01: '1', US02: '2', UK01: '3', DE01: '4', JP01: '5', KW01: '6' },
  currencies: Object.fromEntries(seededCurrencies.map(({ code, id }) => [code, id])),
  accounts: { AR: idOf('AR'), CPAY: idOf('CPAY'), TAXP: idOf('TAXP'), CLEXP: idOf('CLEXP') },
  accountExceptions: [],
  departments: { Film: '1', Television: '2', Music: '3', Speakers: '4', Sports: '5' },
  departmentRequired: false,
  strategy: 'JOURNAL' as const,
  items: Object.fromEntries(seededItems.map(({ code, id }) => [code, id])),
  // Every debtor is a customer of its own, known by the number it has in the ledger.
  customers: { '*': 'eid:*' },
  // Client payable is an account of the type Accounts Payable, whose lines must name somebody.
  vendors: { '*': 'eid:*' },
};

/** Writes the key by which the ledger speaks to the GL simulator. */
export const writeGlKey = async (
  folder: string,
  key: Readonly<Record<string, string>>,
): Promise<{ readonly GL_KEY_FILE: string }> => {
  const keyFile = join(folder, 'gl-key.json');
  await mkdir(folder, { recursive: true });
  await writeFile(keyFile, `${JSON.stringify(key)}\n`, { mode: 0o600 });
  return { GL_KEY_FILE: keyFile };
};
