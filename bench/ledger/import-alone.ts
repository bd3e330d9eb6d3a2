import { openDatabase } from '@recoup/runtime/database/database';
import { peakMemory } from '../peak-memory.ts';
import { ledgerImport } from './ledger-import.ts';

// A program of its own: imports one file and prints the most memory that it held, in MiB, as a process of the ledger would hold it.
const [url = '', folder = '', sha256 = '', size = '', source = '', asOf = ''] = process.argv.slice(2);
const database = await openDatabase({ url, schema: 'ledger', migrations: [], poolSize: 16 });
const run = ledgerImport(database, { folder, sha256, size: Number(size) });
const peak = await peakMemory(() => run(source, asOf));
await database.close();
process.stdout.write(`${peak}\n`);
