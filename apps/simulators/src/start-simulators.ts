import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dateInZone, toCalendarDate } from '@recoup/domain/calendar-date';
import { openGateway } from '@recoup/local/gateway/gateway';
import { proxyTo } from '@recoup/local/gateway/proxy';
import { linksPage } from './links-page.ts';
import { openMailbox } from './mail/mailbox.ts';
import { mountMailbox } from './mail/mount-mailbox.ts';
import { startSmtpServer } from './mail/smtp-server.ts';
import { writeGlSettings } from './netsuite/gl-settings.ts';
import { startGl } from './netsuite/start-gl.ts';
import { sampleRates } from './sample-rates.ts';
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

const writeSeed = (folder: string, issuer: string, config: SimulatorSettings): void => {
  const today = toCalendarDate(config.BUSINESS_DATE ?? '') ?? dateInZone(new Date(), config.TIME_ZONE);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const seed = { people: seededListings([issuer]), rates: sampleRates(today) };
  writeFileSync(join(folder, 'seed.json'), JSON.stringify(seed));
};

/**
 * Sign-in, mailbox and GL simulator for services that run elsewhere, with one address before all of it, as the embedded host
 * has. Listens beyond loopback, and lets everybody in as anybody: for trying out only. In the data folder it leaves
 * what the services get: `ledger/gl-key.json`, `ledger/gl-mapping.json` and `packet/seed.json`.
 */
export const startSimulators = async (config: SimulatorSettings, log: (line: string) => void) => {
  const { RECOUP_DATA: dataDir, ADDRESS: address, NETWORK_NAME: name, PORT: port } = config;
  const gl = await startGl(dataDir, { port: config.GL_PORT, address: `http://${name}:${config.GL_PORT}` });
  await writeGlSettings(join(dataDir, 'ledger'), gl.access.key);
  const mailbox = await openMailbox(join(dataDir, 'mail'), () => new Date());
  const smtp = await startSmtpServer(mailbox, config.SMTP_PORT, log, everywhere);
  const issuer = await mountIssuer(address.replace(/\/$/, ''), dataDir, 'anywhere');
  writeSeed(join(dataDir, 'packet'), issuer.issuer, config);

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
