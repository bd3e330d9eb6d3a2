import { readConfig } from '@recoup/runtime/config';
import { postgresBus } from '@recoup/runtime/postgres-bus';
import { stopOnSignals } from '@recoup/runtime/shutdown';
import { composeLedger } from './compose.ts';
import { ledgerSettings } from './config.ts';

const config = readConfig(ledgerSettings, process.env);
const bus = postgresBus({ url: config.DATABASE_URL });
const service = await composeLedger(config, bus);
const running = await service.start();
stopOnSignals([running.stop, bus.close]);
