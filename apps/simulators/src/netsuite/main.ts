import { parseArgs } from 'node:util';
import { startNetsuiteSimulator } from './server.ts';

const usage = `Usage: node apps/simulators/src/netsuite/main.ts --folder FOLDER [--port PORT]

Runs the NetSuite simulator alone. Its first line on standard output is JSON: address and token URL.
Integrations are registered by POST /__admin/clients {"clientId", "certificateId", "publicKey"}.`;

const { values } = parseArgs({
  options: { folder: { type: 'string' }, port: { type: 'string' }, help: { type: 'boolean' } },
});
if (values.help || !values.folder) {
  console.error(usage);
  process.exit(values.help ? 0 : 2);
}
const { stop, ...where } = await startNetsuiteSimulator({
  folder: values.folder,
  port: Number(values.port ?? 8_190),
});
console.log(JSON.stringify(where));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
