import { readConfig } from '@recoup/runtime/config';
import { postgresBus } from '@recoup/runtime/postgres-bus';
import { stopOnSignals } from '@recoup/runtime/shutdown';
import { composeRisk } from './compose.ts';
import { riskSettings } from './config.ts';

const config = readConfig(riskSettings, process.env);
const bus = postgresBus({ url: config.DATABASE_URL });
const service = await composeRisk(config, bus);
const running = await service.start();
stopOnSignals([running.stop, bus.close]);
