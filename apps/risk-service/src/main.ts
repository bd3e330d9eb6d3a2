import { busSettings, openBus } from '@recoup/runtime/bus-settings';
import { readConfig } from '@recoup/runtime/process/settings/config';
import { stopOnSignals } from '@recoup/runtime/process/shutdown';
import { composeRisk } from './compose.ts';
import { riskSettings } from './config.ts';

const config = readConfig(riskSettings.extend(busSettings), process.env);
const bus = openBus('risk-service', config);
const service = await composeRisk(config, bus);
const running = await service.start();
stopOnSignals([running.stop, bus.close]);
