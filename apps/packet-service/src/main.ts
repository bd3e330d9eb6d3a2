import { readConfig } from '@recoup/runtime/config';
import { postgresBus } from '@recoup/runtime/postgres-bus';
import { stopOnSignals } from '@recoup/runtime/shutdown';
import { composePackets } from './compose.ts';
import { packetSettings } from './config.ts';

const config = readConfig(packetSettings, process.env);
const bus = postgresBus({ url: config.DATABASE_URL });
const service = await composePackets(config, bus);
const running = await service.start();
stopOnSignals([running.stop, bus.close]);
