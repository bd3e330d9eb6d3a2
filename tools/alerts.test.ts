import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const sources = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'apps', 'packages'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');
const rules = readFileSync('deploy/alerts/recoup.rules.yaml', 'utf8');

it('alerts on metrics that the services publish', () => {
  const named = new Set([...rules.matchAll(/expr: .*?(recoup_[a-z_]+)/g)].map((match) => match[1] ?? ''));
  expect(named.size).toBeGreaterThan(5);
  expect([...named].filter((metric) => !sources.includes(`'${metric}'`))).toEqual([]);
});

it('sends whoever is woken to a page that exists', () => {
  const pages = [...rules.matchAll(/runbook: (\S+)/g)].map((match) => match[1] ?? '');
  expect(pages.length).toBe(rules.match(/- alert:/g)?.length);
  expect(pages.filter((page) => !existsSync(page))).toEqual([]);
});
