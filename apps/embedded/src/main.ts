import { runHost } from './run-host.ts';

await runHost(process.env, { processes: 'one', bus: 'postgres' });
