import { runHost } from './host/run-host.ts';

await runHost(process.env, { processes: 'one', bus: 'postgres' });
