import { readConfig } from '@recoup/runtime/process/settings/config';
import { stopOnSignals } from '@recoup/runtime/process/shutdown';
import { simulatorSettings } from './settings.ts';
import { startSimulators } from './start-simulators.ts';

const running = await startSimulators(readConfig(simulatorSettings, process.env), (line) =>
  console.log(line),
);
console.log(`Simulators run: ${running.address}`);
stopOnSignals([running.stop]);
