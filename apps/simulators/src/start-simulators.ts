import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dateInZone, toCalendarDate } from '@recoup/domain/calendar-date';
import { openGateway } from '@recoup/local/gateway/gateway';
import { proxyTo } from '@recoup/local/gateway/proxy';
import { linksPage } from './links-page.ts';
import { openMailbox } from './mail/mailbox.ts';
import { mountMailbox } from './mail/mount-mailbox.ts';
import { startSmtpServer } from './mail/smtp-server.ts';
import { sampleMapping, writeGlKey } from './netsuite/gl-settings.ts';
import { startGl } from './netsuite/start-gl.ts';
import { sampleRates } from './sample-rates.ts';
import { sampleRegistry } from './sample-registry.ts';
import type { SimulatorSettings } from './settings.ts';
import { mountIssuer } from './sign-in/mount-issuer.ts';
import { seededListings } from './sign-in/seeded-people.ts';

const everywhere = '0.0.0.0';

const servicesOf = (config: SimulatorSettings) =>
  Object.entries({
    ledger: config.LEDGER_ADDRESS,
    packet: config.PACKET_ADDRESS,
    risk: config.RISK_ADDRESS,
    notifier: config.NOTIFIER_ADDRESS,
  }).map(([name, address]) => ({ prefix: `/api/${name}`, title: name, listener: proxyTo(() => address) }));

const packetSeed = (issuer: string, config: SimulatorSettings) => {
  const today = toCalendarDate(config.BUSINESS_DATE ?? '') ?? dateInZone(new Date(), config.TIME_ZONE);
  return { people: seededListings(issuer), rates: sampleRates(today) };
};

const writeSeed = (folder: string, seed: unknown): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'seed.json'), JSON.stringify(seed));
};

/**
 * Sign-in, mailbox and GL simulator for services that run elsewhere, with one address before all of it, as the embedded host
 * has. Listens beyond loopback, and lets everybody in as anybody: for trying out only. In the data folder it leaves
 * what the services get: `ledger/gl-key.json`, `ledger/seed.json` and `packet/seed.json`.
 */
export const startSimulators = async (config: SimulatorSettings, log: (line: string) => void) => {
  const { RECOUP_DATA: dataDir, ADDRESS: address, NETWORK_NAME: name, PORT: port } = config;
  const gl = await startGl(dataDir, { port: config.GL_PORT, address: `http://${name}:${config.GL_PORT}` });
  await writeGlKey(join(dataDir, 'ledger'), gl.access.key);
  const mailbox = await openMailbox(join(dataDir, 'mail'), () => new Date());
  const smtp = await startSmtpServer(mailbox, config.SMTP_PORT, log, everywhere);
  const issuer = await mountIssuer(address.replace(/\/$/, ''), dataDir, 'anywhere');
  writeSeed(join(dataDir, 'ledger'), { ...sampleRegistry, glMapping: sampleMapping });
  writeSeed(join(dataDir, 'packet'), packetSeed(issuer.issuer, config));

  const gateway = await openGateway(port, { host: everywhere, names: [`${name}:${port}`] });
  const services = servicesOf(config);
  gateway.mount([issuer, ...mountMailbox(mailbox), ...services]);
  gateway.showStartPage(() => linksPage(services));
  return {
    address,
    stop: async () => {
      await gateway.stop();
      await smtp.stop();
      await gl.stop();
    },
  };
};
