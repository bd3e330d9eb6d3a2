import { busSettings, openBus } from '@recoup/runtime/bus-settings';
import { readConfig } from '@recoup/runtime/process/settings/config';
import { stopOnSignals } from '@recoup/runtime/process/shutdown';
import { composeNotifier } from './compose.ts';
import { notifierSettings } from './config.ts';

const config = readConfig(notifierSettings.extend(busSettings), process.env);
const bus = openBus('notifier', config);
const service = await composeNotifier(config, bus);
const running = await service.start();
stopOnSignals([running.stop, bus.close]);
