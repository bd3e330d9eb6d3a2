import { readFileSync } from 'node:fs';
import { busSettings, openBus } from '@recoup/runtime/bus-settings';
import { readConfig } from '@recoup/runtime/process/settings/config';
import * as z from 'zod';
import { composeLedger } from '../compose.ts';
import { ledgerSettings } from '../config.ts';

/** The legal entities and sources with which an installation begins, from a JSON file. */
const Seed = z.strictObject({
  entities: z.array(
    z.strictObject({
      code: z.string(),
      name: z.string(),
      functionalCurrency: z.string(),
      timeZone: z.string(),
      calendar: z.string(),
    }),
  ),
  sources: z.array(
    z.strictObject({
      code: z.string(),
      partyPerEntity: z.boolean(),
      numberPerYear: z.boolean(),
      echoes: z.enum(['ALL', 'WRITE_OFFS', 'NONE']),
    }),
  ),
});

const [file] = process.argv.slice(2);
if (!file) {
  process.stderr.write('Usage: node apps/ledger-service/src/seed/main.ts FILE\n');
  process.exit(2);
}
const config = readConfig(ledgerSettings.extend(busSettings), process.env);
const ledger = await composeLedger(config, openBus('ledger-service', config));
await ledger.seedRegistry(Seed.parse(JSON.parse(readFileSync(file, 'utf8'))));
process.exit(0);
