import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const sources = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'apps', 'packages'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => /\/src\/.*\.ts$/.test(path) && !/\.(?:test|suite|fixture)\.ts$/.test(path))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

/** Each name in the register of duties, as it stands in the code; what follows from a group or an invariant is `...`. */
const duties = sources.flatMap(({ text }) =>
  [
    /\bduty: ['`]([^'`]+)['`]/g,
    /\bbeginDuty\(\w+, ['`]([^'`]+)['`]/g,
    /\bscheduledJob\(\{\s*name: '([^']+)'/g,
    /\bjob\('([^']+)'/g,
  ].flatMap((pattern) => [...text.matchAll(pattern)].map(([, name = '']) => name.replace(/\$\{.*\}/, '...'))),
);

it('knows of each loop when it went well last', () => {
  const loops = sources.filter(({ text }) => /\bstartLoop\(/.test(text)).map(({ path }) => path);
  expect(loops.toSorted()).toEqual([
    // Draining is measured by its lag, pruning by what its listeners hear.
    'packages/runtime/src/bus/postgres/postgres-bus.ts',
    // Each invariant is a duty of its own.
    'packages/runtime/src/checks/invariant-watch.ts',
    'packages/runtime/src/process/duties/duty.ts',
  ]);
  const jobs = sources.flatMap(
    ({ text }) => text.match(/\bscheduledJob\(|\bstartDuty\(|\bbeginDuty\(/g) ?? [],
  );
  expect(jobs.length).toBeGreaterThan(8);
});

it('names each duty to operators', () => {
  expect(duties.length).toBeGreaterThan(10);
  const page = readFileSync('docs/operations/health-and-metrics.md', 'utf8');
  const [, after = ''] = page.split('`recoup_duty_last_done_seconds{duty}`:');
  const [list = ''] = after.split('\n## ');
  const named = [...list.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name);
  expect(named.toSorted()).toEqual([...new Set(duties)].toSorted());
});

it('alerts of each duty by one rule', () => {
  const rules = readFileSync('deploy/alerts/recoup.rules.yaml', 'utf8');
  const matchers = [...rules.matchAll(/recoup_duty_last_done_seconds\{duty(=~|!~)"([^"]+)"\}/g)].map(
    ([, sign, text]) =>
      (duty: string) =>
        new RegExp(`^(?:${text})$`).test(duty) === (sign === '=~'),
  );
  expect(rules.match(/recoup_duty_last_done_seconds/g) ?? []).toHaveLength(matchers.length);
  const alerting = duties.map((duty) => [duty, matchers.filter((matches) => matches(duty)).length]);
  expect(alerting.filter(([, count]) => count !== 1)).toEqual([]);
});
