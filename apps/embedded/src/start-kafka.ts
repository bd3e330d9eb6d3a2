import { runHost } from './run-host.ts';

await runHost(process.env, { processes: 'each', bus: 'kafka' });
