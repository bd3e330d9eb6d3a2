import { readFileSync } from 'node:fs';
import { busSettings, openBus } from '@recoup/runtime/bus-settings';
import { readConfig } from '@recoup/runtime/process/settings/config';
import { composeLedger } from '../compose.ts';
import { registrySeed } from '../compose-seed.ts';
import { ledgerSettings } from '../config.ts';

const [file] = process.argv.slice(2);
if (!file) {
  process.stderr.write('Usage: node apps/ledger-service/src/seed/main.ts FILE\n');
  process.exit(2);
}
const config = readConfig(ledgerSettings.extend(busSettings), process.env);
const ledger = await composeLedger(config, openBus('ledger-service', config));
await ledger.seedRegistry(registrySeed.parse(JSON.parse(readFileSync(file, 'utf8'))));
process.exit(0);
