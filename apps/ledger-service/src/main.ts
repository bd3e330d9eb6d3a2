import { busSettings, openBus } from '@recoup/runtime/bus-settings';
import { readConfig } from '@recoup/runtime/process/settings/config';
import { stopOnSignals } from '@recoup/runtime/process/shutdown';
import { composeLedger } from './compose.ts';
import { ledgerSettings } from './config.ts';

const config = readConfig(ledgerSettings.extend(busSettings), process.env);
const bus = openBus('ledger-service', config);
const service = await composeLedger(config, bus);
const running = await service.start();
stopOnSignals([running.stop, bus.close]);
