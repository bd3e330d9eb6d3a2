import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const sources = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'apps', 'packages'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');
const rules = readFileSync('deploy/alerts/recoup.rules.yaml', 'utf8');
const operations = readFileSync('docs/operations.md', 'utf8');

it('alerts on metrics that the services publish', () => {
  const named = new Set([...rules.matchAll(/expr: .*?(recoup_[a-z_]+)/g)].map((match) => match[1] ?? ''));
  expect(named.size).toBeGreaterThan(5);
  expect([...named].filter((metric) => !sources.includes(`'${metric}'`))).toEqual([]);
});

it('sends whoever is woken to a chapter that exists', () => {
  const chapters = [...operations.matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replaceAll(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-'),
  );
  const anchors = [...rules.matchAll(/runbook: docs\/operations\.md#(\S+)/g)].map((match) => match[1] ?? '');
  expect(anchors.length).toBe(rules.match(/- alert:/g)?.length);
  expect(anchors.filter((anchor) => !chapters.includes(anchor))).toEqual([]);
});
