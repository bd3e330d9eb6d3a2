import { busSettings, openBus } from '@recoup/runtime/bus-settings';
import { readConfig } from '@recoup/runtime/process/settings/config';
import { stopOnSignals } from '@recoup/runtime/process/shutdown';
import { scorerSettings } from '../config.ts';
import { composeScorer } from './compose.ts';

const config = readConfig(scorerSettings.extend(busSettings), process.env);
const bus = openBus('risk-scorer', config);
const scorer = await composeScorer(config, bus);
const running = await scorer.start();
stopOnSignals([running.stop, bus.close]);
