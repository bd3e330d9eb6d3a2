import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const link = /\]\(([^)\s]+)\)/g;

/** The anchors of a document's headings, as GitHub makes them. */
const anchorsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^a-z0-9 _-]/g, '')
      .replaceAll(' ', '-'),
  );

const leadsSomewhere = (document: string, link: string): boolean => {
  const [target = '', anchor] = link.split('#');
  const path = target === '' ? join(root, document) : join(root, dirname(document), target);
  if (!existsSync(path)) return false;
  if (anchor === undefined) return true;
  return statSync(path).isFile() && anchorsOf(readFileSync(path, 'utf8')).includes(anchor);
};

it('has documents whose links lead somewhere', () => {
  const documents = globSync(['*.md', 'docs/**/*.md'], { cwd: root });
  const broken = documents.flatMap((document) =>
    [...readFileSync(join(root, document), 'utf8').matchAll(link)]
      .map(([, target = '']) => target)
      .filter((target) => !/^(?:https?|mailto):/.test(target) && !leadsSomewhere(document, target))
      .map((target) => `${document}: ${target}`),
  );
  expect(documents.length).toBeGreaterThan(10);
  expect(broken).toEqual([]);
});

it('notices a page and a heading that are not there', () => {
  expect(leadsSomewhere('README.md', 'CONTRIBUTING.md#names')).toBe(true);
  expect(leadsSomewhere('README.md', 'CONTRIBUTING.md#nowhere')).toBe(false);
  expect(leadsSomewhere('README.md', 'NOWHERE.md')).toBe(false);
});
