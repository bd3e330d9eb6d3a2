import { busSettings, openBus } from '@recoup/runtime/bus-settings';
import { readConfig } from '@recoup/runtime/process/settings/config';
import { stopOnSignals } from '@recoup/runtime/process/shutdown';
import { composePackets } from './compose.ts';
import { packetSettings } from './config.ts';

const config = readConfig(packetSettings.extend(busSettings), process.env);
const bus = openBus('packet-service', config);
const service = await composePackets(config, bus);
const running = await service.start();
stopOnSignals([running.stop, bus.close]);
