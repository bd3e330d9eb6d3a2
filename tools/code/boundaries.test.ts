import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nounCircles } from './noun-circles.ts';

type Violation = { readonly from: string; readonly to: string; readonly rule: { readonly name: string } };
type Rule = { readonly name: string; readonly from: { readonly path?: string | readonly string[] } };
type Cruise = {
  readonly modules: readonly {
    readonly source: string;
    readonly dependencies: readonly { readonly resolved: string }[];
  }[];
  readonly summary: {
    readonly violations: readonly Violation[];
    readonly ruleSetUsed: { readonly forbidden: readonly Rule[] };
  };
};

const root = join(import.meta.dirname, '../..');
const checker = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');

const cruise = (folder: string): Cruise => {
  const cwd = join(root, folder);
  const config = join(root, '.dependency-cruiser.cjs');
  const run = spawnSync(
    process.execPath,
    [checker, '--config', config, '--output-type', 'json', '{apps,packages,bench}'],
    { cwd, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  );
  if (run.stdout === '') throw new Error(run.stderr);
  return JSON.parse(run.stdout);
};

const circlesIn = (modules: Cruise['modules']): readonly string[] =>
  nounCircles(
    modules.flatMap(({ source, dependencies }) =>
      dependencies.map(({ resolved }) => ({ from: source, to: resolved })),
    ),
  );

const sourcesIn = (folder: string): readonly string[] =>
  globSync('{apps,packages,bench}/**/*.{ts,tsx}', {
    cwd: join(root, folder),
    exclude: (path) => /(^|[\\/])(node_modules|dist)$/.test(path),
  }).map((path) => path.replaceAll('\\', '/'));

describe('boundaries', { timeout: 120_000 }, () => {
  it('no import of the whole repository crosses a boundary of services or layers', () => {
    const { modules, summary } = cruise('.');
    const seen = new Set(modules.map((module) => module.source));
    const sources = sourcesIn('.');
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.filter((source) => !seen.has(source))).toEqual([]);
  });

  it('no nouns of a service import each other in a circle', () => {
    const modules = cruise('.').modules.filter(({ source }) => /^apps\//.test(source));
    expect(modules.length).toBeGreaterThan(100);
    expect(circlesIn(modules)).toEqual([]);
  });

  it('catches two nouns that import each other by modules that do not', () => {
    expect(circlesIn(cruise('tools/canary').modules)).toEqual([
      'apps/packet-service/src/domain/evidence/ with apps/packet-service/src/domain/packet/',
      'apps/packet-service/src/domain/packet/ with apps/packet-service/src/domain/evidence/',
    ]);
  });

  it.each(['domain', 'application', 'ports', 'adapters/http', 'adapters/postgres'])(
    'catches a circle of nouns in %s, and none where one is above the other',
    (layer) => {
      const [packets, people] = ['packets', 'people'].map((noun) => `apps/alpha/src/${layer}/${noun}/`);
      const downwards = { from: `${packets}routes.ts`, to: `${people}person.ts` };
      expect(nounCircles([downwards])).toEqual([]);
      const upwards = { from: `${people}busy.ts`, to: `${packets}packet.ts` };
      expect(nounCircles([downwards, upwards])).toEqual([
        `${packets} with ${people}`,
        `${people} with ${packets}`,
      ]);
    },
  );

  it('one planted violation of every boundary rule is caught', () => {
    const { summary } = cruise('tools/canary');
    const caught = new Set(summary.violations.map((violation) => violation.rule.name));
    const written = summary.ruleSetUsed.forbidden.map((rule) => rule.name);
    expect(written.filter((name) => !caught.has(name))).toEqual([]);
  });

  it('lets the runtime know the envelope of the contracts and nothing else of them', () => {
    const { summary } = cruise('tools/canary');
    const refused = summary.violations.filter(({ rule }) => rule.name === 'runtime-knows-no-business');
    expect(refused.map(({ to }) => to)).toEqual(['packages/contracts/src/packet.ts']);
  });

  it('lets a view know the database and the HTTP of the runtime and nothing else of it', () => {
    const { summary } = cruise('tools/canary');
    const refused = summary.violations.filter(({ rule }) => rule.name === 'reads-stand-alone');
    expect(refused.map(({ to }) => to)).toEqual([
      'apps/alpha/src/application/knows-an-adapter.ts',
      'packages/runtime/src/bus/knows-the-inbox.ts',
    ]);
  });

  it('lets no route write SQL or hold a whole database, also where a service lies flat', () => {
    const { summary } = cruise('tools/canary');
    const from = (rule: string) =>
      summary.violations
        .filter((violation) => violation.rule.name === rule)
        .map((violation) => violation.from);
    expect([from('http-writes-no-sql').sort(), from('views-only-query').sort()]).toEqual([
      ['apps/alpha/src/adapters/http/writes-sql.ts', 'apps/beta/src/flat-routes.ts'],
      ['apps/alpha/src/adapters/http/holds-the-database.ts', 'apps/beta/src/flat-routes.ts'],
    ]);
  });

  it('lets people know no packet, in the domain nor in what is shown of them', () => {
    const { summary } = cruise('tools/canary');
    const refused = summary.violations.filter(({ rule }) => rule.name === 'people-stand-alone');
    expect(refused.map(({ from }) => from)).toEqual([
      'apps/packet-service/src/domain/people/knows-a-packet.ts',
      'apps/packet-service/src/reads/people-know-a-packet.ts',
    ]);
  });

  it('lets what describes an endpoint of the runtime know neither the bus nor how it is served', () => {
    const { summary } = cruise('tools/canary');
    const refused = summary.violations.filter(({ rule }) => rule.name === 'runtime-http-imports-downwards');
    expect(refused.map(({ to }) => to)).toEqual([
      'packages/runtime/src/bus/knows-the-inbox.ts',
      'packages/runtime/src/http/serving/knows-the-bus.ts',
    ]);
  });

  it('says of every folder of the runtime what it stands on', () => {
    const { summary } = cruise('tools/canary');
    const ruled = summary.ruleSetUsed.forbidden.flatMap(({ from }) =>
      [from.path ?? []]
        .flat()
        .flatMap((path) => /^\^packages\/runtime\/src\/([\w/-]+)\/$/.exec(path)?.[1] ?? []),
    );
    const folders = globSync('{*,*/*}/', { cwd: join(root, 'packages/runtime/src') }).map((path) =>
      path.replaceAll('\\', '/').replace(/\/$/, ''),
    );
    expect(folders).toContain('bus/kafka');
    expect(ruled.sort()).toEqual(folders.sort());
  });
});
