import { readConfig } from '@recoup/runtime/process/config';
import { stopOnSignals } from '@recoup/runtime/process/shutdown';
import { standInSettings } from './settings.ts';
import { startStandIns } from './start-simulators.ts';

const running = await startStandIns(readConfig(standInSettings, process.env), (line) => console.log(line));
console.log(`Stand-ins run: ${running.address}`);
stopOnSignals([running.stop]);
