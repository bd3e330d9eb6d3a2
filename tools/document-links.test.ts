import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const link = /\]\(([^)\s]+)\)/g;

const anchorsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );

it('gives every alert a runbook that is there', () => {
  const rules = readFileSync(join(root, 'deploy/alerts/recoup.rules.yaml'), 'utf8');
  const runbooks = [...rules.matchAll(/runbook: (\S+)#(\S+)/g)];
  const missing = runbooks.filter(
    ([, document = '', anchor = '']) =>
      !anchorsOf(readFileSync(join(root, document), 'utf8')).includes(anchor),
  );
  expect(runbooks.length).toBe(rules.match(/alert:/g)?.length);
  expect(missing.map(([place]) => place)).toEqual([]);
});

it('has documents whose links lead somewhere', () => {
  const documents = globSync(['*.md', 'docs/**/*.md'], { cwd: root });
  const broken = documents.flatMap((document) =>
    [...readFileSync(join(root, document), 'utf8').matchAll(link)]
      .map(([, target = '']) => target.split('#')[0] ?? '')
      .filter((target) => target !== '' && !/^(?:https?|mailto):/.test(target))
      .filter((target) => !existsSync(join(root, dirname(document), target)))
      .map((target) => `${document}: ${target}`),
  );
  expect(documents.length).toBeGreaterThan(10);
  expect(broken).toEqual([]);
});
