import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { signposts, wrongSignpost } from './where-is-what.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string) => {
  const at = join(root, path);
  const found = statSync(at, { throwIfNoEntry: false });
  return found?.isDirectory() ? 'folder' : found && readFileSync(at, 'utf8');
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
  'refuseConfirmation',
  'bands',
  'glMapping',
  'mappedAs',
  'conflicts',
  'requiredColumns',
  'settledLateDays',
  'once',
  'verifyLog',
];
/** Files that the worked examples invent. */
const invented = new Set([
  'apps/packet-service/src/domain/packet/hold-packet.ts',
  'apps/ledger-service/src/domain/import/sap-preset.ts',
]);

describe('the signposts of CONTRIBUTING', () => {
  const posts = signposts(readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8'));

  it('lead to places and symbols that are there', () => {
    expect(posts.map(({ symbol }) => symbol)).toEqual(expect.arrayContaining([...sought]));
    const wrong = posts.filter(({ path }) => !invented.has(path)).map((post) => wrongSignpost(post, read));
    expect(wrong.filter(Boolean)).toEqual([]);
  });
});

describe('a wrong signpost', () => {
  const files: Readonly<Record<string, string>> = { 'apps/a.ts': 'export const thresholds = 1;\n// limits' };
  const judged = (line: string) => signposts(line).map((post) => wrongSignpost(post, (path) => files[path]));

  it.each([
    ['to a file that has gone', '| limits | `apps/gone.ts` | `thresholds` |', 'apps/gone.ts is not there'],
    ['to a symbol that has gone', '| limits | `apps/a.ts` | `limits` |', 'apps/a.ts declares no limits'],
    ['in a sentence', 'See `apps/gone.ts`.', 'apps/gone.ts is not there'],
  ])('is found %s', (_case, line, wrong) => {
    expect(judged(line)).toEqual([wrong]);
  });

  it('is none when all stands', () => {
    expect(judged('| limits | `apps/a.ts` | `thresholds` |')).toEqual([undefined]);
  });
});
