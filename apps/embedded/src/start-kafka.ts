import { runHost } from './host/run-host.ts';

await runHost(process.env, { processes: 'each', bus: 'kafka' });
