import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const rulesFile = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string(),
          labels: z.object({ severity: z.enum(['page', 'ticket']) }),
          annotations: z.object({ summary: z.string(), runbook_url: z.string() }),
        }),
      ),
    }),
  ),
});
type Alert = z.infer<typeof rulesFile>['groups'][number]['rules'][number];

const alerts = rulesFile
  .parse(parse(readFileSync('deploy/alerts/recoup.rules.yaml', 'utf8')))
  .groups.flatMap(({ rules }) => rules);
const folder = 'docs/operations/runbooks';
const index = `${folder}/README.md`;
const pages = globSync(`${folder}/*.md`).filter((path) => path !== index);

const pageOf = (alert: string): string =>
  `${folder}/${alert.replaceAll(/(?<=.)[A-Z]/g, '-$&').toLowerCase()}.md`;

/** Alerts without a page of their own or with a link elsewhere, and pages that no alert leads to. */
const astray = (some: readonly Pick<Alert, 'alert' | 'annotations'>[], paths: readonly string[]) => [
  ...some
    .filter(({ alert, annotations }) => annotations.runbook_url !== pageOf(alert))
    .map(({ alert }) => `${alert} links elsewhere`),
  ...some.filter(({ alert }) => !paths.includes(pageOf(alert))).map(({ alert }) => `${alert} has no page`),
  ...paths
    .filter((path) => !some.some(({ alert }) => pageOf(alert) === path))
    .map((path) => `${basename(path)} has no alert`),
];

it('alerts on metrics that the services publish', () => {
  const sources = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'apps', 'packages'], {
    encoding: 'utf8',
  })
    .split('\n')
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  const named = new Set(alerts.flatMap(({ expr }) => expr.match(/recoup_[a-z_]+/g) ?? []));
  expect(named.size).toBeGreaterThan(5);
  expect([...named].filter((metric) => !sources.includes(`'${metric}'`))).toEqual([]);
});

it('leads each alert to a page of its own, and each page back to an alert', () => {
  expect(alerts.length).toBeGreaterThan(10);
  expect(astray(alerts, pages)).toEqual([]);
});

it('notices an alert without a page, a page without an alert and a link to another page', () => {
  const annotations = { summary: 'planted', runbook_url: `${folder}/recoup-disk-full.md` };
  expect(astray([...alerts, { alert: 'RecoupDiskFull', annotations }], pages)).toEqual([
    'RecoupDiskFull has no page',
  ]);
  expect(astray(alerts, [...pages, `${folder}/recoup-disk-full.md`])).toEqual([
    'recoup-disk-full.md has no alert',
  ]);
  const [first, ...others] = alerts;
  expect(astray([{ alert: first?.alert ?? '', annotations }, ...others], pages)).toEqual([
    `${first?.alert} links elsewhere`,
  ]);
});

it('tells on each page what is wrong, what is hurt, where to look, what to do and when it is over', () => {
  const parts = ['## What it means', '## What is hurt', '## Look', '## Do', '## It is over when'];
  const headings = (path: string) => readFileSync(path, 'utf8').match(/^## .*$/gm);
  expect(pages.filter((path) => headings(path)?.join() !== parts.join())).toEqual([]);
});

it('lists each alert with its severity in the index of the pages', () => {
  const rows = [...readFileSync(index, 'utf8').matchAll(/^\| \[(\w+)\]\((\S+)\) \| (\w+) \|/gm)];
  expect(
    rows.map(([, alert = '', page = '', severity]) => ({ alert, page: `${folder}/${page}`, severity })),
  ).toEqual(
    expect.arrayContaining(
      alerts.map(({ alert, labels: { severity } }) => ({ alert, page: pageOf(alert), severity })),
    ),
  );
  expect(rows.length).toBe(alerts.length);
});
