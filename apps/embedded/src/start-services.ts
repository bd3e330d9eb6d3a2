import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type CalendarDate, dateInZone, toCalendarDate } from '@recoup/domain/calendar-date';
import { freePort } from '@recoup/local/free-port';
import { readConfig, serviceSettings } from '@recoup/runtime/config';
import { postgresBus } from '@recoup/runtime/postgres-bus';
import { databaseUrl, ownerRole, provision, runtimeRole } from '@recoup/runtime/provision';
import type { ServiceConfig } from '@recoup/runtime/service-config';
import * as z from 'zod';
import type { HostedService, Surroundings } from './hosted-services.ts';
import type { Mount } from './mount.ts';
import type { ShownService } from './start-page.ts';

const database = 'recoup';
const firstPort = 8_101;
const commonSettings = z.object(serviceSettings);

export type StartedService = ShownService & { readonly mount: Mount };

export type ServicesOptions = {
  readonly services: readonly HostedService[];
  /** The superuser's URL. The services get roles of their own, whose passwords live as long as the process. */
  readonly adminUrl: string;
  /** Settings that are the same for all. */
  readonly environment: Readonly<Record<string, string>>;
  readonly surroundings: Surroundings;
  readonly dataDir: string;
  readonly onStop: (stop: () => Promise<void>) => void;
  readonly log: (line: string) => void;
};

const provisioned = async (adminUrl: string, services: readonly HostedService[]) => {
  const secret = () => randomBytes(24).toString('base64url');
  const passwords = Object.fromEntries(
    services.map(({ schema }) => [schema, { owner: secret(), runtime: secret() }]),
  );
  await provision(adminUrl, database, passwords);
  return services.map((service) => {
    const { schema } = service;
    const login = (user: string, password = '') => databaseUrl(adminUrl, database, { user, password });
    const urls = {
      DATABASE_URL: login(runtimeRole(schema), passwords[schema]?.runtime),
      MIGRATION_DATABASE_URL: login(ownerRole(schema), passwords[schema]?.owner),
    };
    return { service, urls };
  });
};

/** Starts the services one after another over one bus, each with a schema, two roles, a folder and ports of its own. */
export const startServices = async (options: ServicesOptions): Promise<readonly StartedService[]> => {
  const { services, adminUrl, environment, surroundings, dataDir, onStop, log } = options;
  const prepared = await provisioned(adminUrl, services);
  const [first] = prepared;
  if (!first) return [];
  const bus = postgresBus({ url: first.urls.DATABASE_URL, onError: (fault) => log(`Bus: ${fault}`) });
  onStop(bus.close);

  const started: StartedService[] = [];
  let port = firstPort;
  for (const { service, urls } of prepared) {
    port = await freePort(port);
    const config = readConfig(commonSettings, {
      ...environment,
      ...urls,
      PORT: String(port),
      ADMIN_PORT: '0',
    });
    const folder = join(dataDir, service.schema);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { title, app, start } = await service.compose({
      ...surroundings,
      config,
      bus,
      folder,
      today: businessDate(config),
    });
    const { address, adminAddress, stop } = await start();
    onStop(stop);
    const prefix = `/api/${service.schema}`;
    started.push({ title, prefix, address, adminAddress, mount: { prefix, title, listener: app } });
    port += 1;
  }
  return started;
};

const businessDate = ({ BUSINESS_DATE, TIME_ZONE }: ServiceConfig): CalendarDate =>
  toCalendarDate(BUSINESS_DATE ?? '') ?? dateInZone(new Date(), TIME_ZONE);
