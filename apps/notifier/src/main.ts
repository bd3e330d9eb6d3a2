import { readConfig } from '@recoup/runtime/config';
import { postgresBus } from '@recoup/runtime/postgres-bus';
import { stopOnSignals } from '@recoup/runtime/shutdown';
import { composeNotifier } from './compose.ts';
import { notifierSettings } from './config.ts';

const config = readConfig(notifierSettings, process.env);
const bus = postgresBus({ url: config.DATABASE_URL });
const service = await composeNotifier(config, bus);
const running = await service.start();
stopOnSignals([running.stop, bus.close]);
