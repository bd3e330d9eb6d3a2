import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { signposts, wrongSignposts } from './where-is-what.ts';

const root = join(import.meta.dirname, '../..');
const repository = {
  paths: globSync('{apps,packages,tools,docs,deploy,bench,scripts}/**/*.*', {
    cwd: root,
    exclude: (path) => /(^|[\\/])(node_modules|dist|canary)$/.test(path),
  }).map((path) => path.replaceAll('\\', '/')),
  read: (path: string) => readFileSync(join(root, path), 'utf8'),
};
/** What people ask for first: thresholds, retries, retention, receipt, mails, search, rights, four eyes, bands, mapping, keys. */
const sought = [
  'approvalRuleTables',
  'triesOfOneEvent',
  'retention',
  'recordWriteOff',
  'rejected',
  'receivableResource',
  'needsRole',
  'deadLetterKind',
  'bands',
  'GlMapping',
  'post_movements',
  'conflicts',
  'requiredColumns',
  'settledLateDays',
  'oncePerKey',
  'verifyLog',
];
/** Files that the worked examples invent. */
const invented = [
  'apps/packet-service/src/domain/packet/remind-approver.ts',
  'apps/ledger-service/src/domain/import/layouts/sage-open-items.ts',
];

describe('the signposts of CONTRIBUTING', () => {
  const document = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');

  it('lead to places and symbols that are there', () => {
    expect(signposts(document).map(({ lookFor }) => lookFor)).toEqual(expect.arrayContaining(sought));
    expect(wrongSignposts(document, repository)).toEqual(invented.map((path) => `${path} is not there`));
  });

  it('go step by step from HTTP to the outbox', () => {
    const steps = signposts(document).filter(({ open }) => open.length === 0);
    expect(steps.flatMap(({ words }) => words)).toEqual(
      expect.arrayContaining(['decisions', 'decidePacket', 'keepChange', 'apply-event.ts', 'append']),
    );
  });
});

describe('a wrong signpost', () => {
  const files: Readonly<Record<string, string>> = {
    'apps/a/limits.ts': 'export const thresholds = 1;\n// limits',
    'apps/a/rows/row.ts': 'type Row = { own_key: string }',
    'apps/b/rows/other.ts': '',
  };
  const tree = { paths: Object.keys(files), read: (path: string) => files[path] ?? '' };
  const judged = (line: string) =>
    wrongSignposts(`# A\n\n## Where is what\n\n${line}\n\n## B\n\nSay \`c\`.`, tree);

  it.each([
    ['to a file that has gone', '| limits | `apps/gone.ts` | |', 'apps/gone.ts is not there'],
    [
      'to a symbol that has gone',
      '| limits | `apps/a/limits.ts` | `limits` |',
      'apps/a/limits.ts declares no limits',
    ],
    ['in a sentence', 'See `apps/gone.ts`.', 'apps/gone.ts is not there'],
    [
      'to a file named in short',
      '| rows | `gone.ts` in `rows/`, as `apps/a/limits.ts` | |',
      'gone.ts is not there',
    ],
    [
      'to a file that lies elsewhere',
      '| rows | `other.ts` and `apps/a/rows/row.ts` | |',
      'other.ts is not there',
    ],
    ['to a folder named in short', '| rows | `gone/` of each service | |', 'gone/ is not there'],
    [
      'by a word in what to change',
      '| a `Thing` | `apps/a/limits.ts` | |',
      'none of apps/a/limits.ts says Thing',
    ],
    ['by half a word', '| the `key` | `apps/a/rows/row.ts` | |', 'none of apps/a/rows/row.ts says key'],
    ['in a step', '1. `apps/a/limits.ts`: then\n   `decides`.', 'none of apps/a/limits.ts says decides'],
  ])('is found %s', (_case, line, wrong) => {
    expect(judged(line)).toEqual([wrong]);
  });

  it.each([
    '| limits | `apps/a/limits.ts` | `thresholds` |',
    '| `own_key` | `row.ts` in `rows/` of each service | |',
    '| `own_key=1` | `row.ts` beside `apps/a/rows/row.ts` | `Row` |',
    '1. `apps/a/limits.ts`: `thresholds`.\n2. `apps/a/rows`: `own_key`.',
  ])('is none when all stands: %s', (line) => {
    expect(judged(line)).toEqual([]);
  });
});
