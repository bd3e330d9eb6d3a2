import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type CalendarDate, dateInZone, toCalendarDate } from '@recoup/domain/calendar-date';
import { freePort } from '@recoup/local/free-port';
import type { Mount } from '@recoup/local/gateway/mount';
import { busSettings, openBus } from '@recoup/runtime/bus-settings';
import { clockOf } from '@recoup/runtime/process/clock';
import { readConfig, serviceSettings } from '@recoup/runtime/process/settings/config';
import * as z from 'zod';
import type { HostedService, ServiceResources, Surroundings } from './hosted-services.ts';
import type { ShownService } from './pages/start-page.ts';

const settings = z.object({ ...serviceSettings, ...busSettings });

export type StartedService = ShownService & { readonly mount: Mount };

/** A service with the database that was prepared for it. */
export type Prepared = {
  readonly service: HostedService;
  /** DATABASE_URL and MIGRATION_DATABASE_URL. */
  readonly urls: Readonly<Record<'DATABASE_URL' | 'MIGRATION_DATABASE_URL', string>>;
};

export type ServicesOptions = {
  readonly prepared: readonly Prepared[];
  /** Settings that are the same for all: sign-in, bus, log. */
  readonly environment: Readonly<Record<string, string>>;
  readonly surroundings: Surroundings;
  readonly dataDir: string;
  /** How many processes take the part of a service's work that can be taken apart. */
  readonly workers: number;
  readonly firstPort: number;
  readonly onStop: (stop: () => Promise<void>) => void;
  readonly log: (line: string) => void;
};

/** What one service gets of this machine, its folder made. */
export const resourcesOf = ({ schema }: HostedService, options: ServicesOptions): ServiceResources => {
  const folder = join(options.dataDir, schema);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { BUSINESS_DATE: pinned = '', TIME_ZONE: zone = 'UTC' } = options.environment;
  const now = clockOf(options.environment.CLOCK_FILE);
  const today: CalendarDate = toCalendarDate(pinned) ?? dateInZone(now(), zone);
  return { ...options.surroundings, folder, today };
};

export const prefixOf = ({ schema }: HostedService): string => `/api/${schema}`;

/** Starts the services in this process, one after another, each with ports and a member of the bus of its own. */
export const startServices = async (options: ServicesOptions): Promise<readonly StartedService[]> => {
  const { prepared, environment, onStop } = options;
  const started: StartedService[] = [];
  let port = options.firstPort;
  for (const { service, urls } of prepared) {
    port = await freePort(port);
    const config = readConfig(settings, { ...environment, ...urls, PORT: String(port), ADMIN_PORT: '0' });
    const bus = openBus(service.schema, config);
    onStop(bus.close);
    const { title, app, start } = await service.compose(resourcesOf(service, options), config, bus);
    const { address, adminAddress, stop } = await start();
    onStop(stop);
    const prefix = prefixOf(service);
    started.push({ title, prefix, address, adminAddress, mount: { prefix, title, listener: app } });
    port += 1;
  }
  return started;
};
