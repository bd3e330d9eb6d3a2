import type { Shown } from './start-page.ts';

const line = (name: string, value: string): string => `  ${name.padEnd(16)}${value}`;

/** What the terminal says once everything runs. */
export const summary = (shown: Shown, seconds: number): string =>
  [
    '',
    `Recoup is running: ${shown.address} (started in ${seconds.toFixed(1)} s)`,
    '',
    ...shown.services.map(({ title, prefix, address }) =>
      line(title, `${shown.address}${prefix}/v1 and ${address}`),
    ),
    ...shown.workers.map(({ name, adminAddress }) => line(name, `${adminAddress}/readyz`)),
    line('Mail', `${shown.address}/mail (SMTP 127.0.0.1:${shown.smtpPort})`),
    line('Sign-in', shown.issuer),
    line('GL simulator', `${shown.glAddress}/__admin/state`),
    line('PostgreSQL', `127.0.0.1:${shown.postgresPort}`),
    ...(shown.brokers.length > 0 ? [line('Kafka', shown.brokers.join(', '))] : []),
    line('Data', shown.dataDir),
    '',
    'Get a bearer token with: npm run -s token -- agent-1. Stop with Ctrl-C.',
  ].join('\n');
