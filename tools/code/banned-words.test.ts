import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bannedWords } from './banned-words.ts';

const root = join(import.meta.dirname, '../..');
const advice = (path: string, text: string) => bannedWords({ path, text }).map((finding) => finding.advice);
const source = 'apps/alpha/src/adapters/postgres/rows.ts';

describe('a banned word', () => {
  it.each([
    ['in a symbol', source, 'export const countTold = 1;', /countTold: say publish/],
    ['in a type', source, 'type Heard = { readonly topic: string };', /Heard: say consume/],
    ['in a property', source, '  readonly placeIn: string;', /placeIn: say sequence/],
    ['in a file name', 'apps/alpha/src/letterbox.ts', '', /letterbox: say mail/],
    ['in the name of a document', 'docs/decisions/0016-two-persons-for-a.md', '', /say four eyes/],
    ['in a folder name', 'apps/alpha/src/stand-ins/main.ts', '', /stand-ins: say simulator/],
    ['in a column', source, '  `alter table note add told_at timestamptz`', /told_at: say publish/],
    ['in a column on a line of its own', source, '    select heard_at,', /heard_at: say consume/],
    [
      'in a column of one word',
      source,
      `sql\`select id, \${other}, place from note\``,
      /place: say sequence/,
    ],
    ['in a new column', source, '  `alter table note add letter text`', /letter: say mail/],
    ['in a column in a plain text', source, "query('select place_no from note')", /place_no: say sequence/],
    [
      'in a problem code',
      source,
      "problem(409, 'PLACE_UNKNOWN', 'Say which')",
      /PLACE_UNKNOWN: say sequence/,
    ],
    ['in a refusal', source, "return refused('settle-first');", /settle-first: say apply/],
    ['on a promise', 'packages/runtime/src/a.ts', 'const settled = await done;', /settled: say finished/],
    ['on a lease', 'apps/notifier/src/a.ts', 'lease.settledOn', /settledOn: say finished/],
    ['in a metric', 'deploy/alerts/a.rules.yaml', 'expr: recoup_events_told > 1', /recoup_events_told: say/],
    ['in a field of an event', 'docs/events/a.json', '  "toldAt": {', /toldAt: say publish/],
    ['beside a template', source, 'const told = `all of them`;', /told: say publish/],
    ['within a template', source, `log(\`\${told} of them\`);`, /told: say publish/],
    ['in a phrase', source, 'const askSecondPerson = 1;', /askSecondPerson: say four eyes/],
    ['in a rolled back transaction', source, 'const takenBack = 1;', /takenBack: say rolled back/],
  ])('is found %s', (_where, path, text, expected) => {
    expect(advice(path, text)).toEqual([expect.stringMatching(expected)]);
  });

  it.each([
    ['prose in a comment', source, '/** Everybody was told, in its place. */'],
    ['prose behind code', source, 'go(); // it was told before'],
    ['prose in a text', source, "log('nobody has told us a place');"],
    ['prose in a template', source, 'log(`nobody told us`);'],
    ['prose in SQL', source, "sql`select 'nobody told us' as note -- in its place\n from fault`"],
    ['a dead letter', source, 'const deadLetters = dead_letter_id;'],
    ['a letter among dead letters', 'packages/runtime/src/dead-letters/resolve.ts', 'read(letter)'],
    ['a settled invoice', source, 'const settledInvoice = settled_on;'],
    ['invoices that are settled', source, 'const settled = rows.settled;'],
    ['the language', 'packages/runtime/src/a.ts', 'await Promise.allSettled(work);'],
    ['a part of another word', source, 'text.replaceAll(placeholder, outstanding);'],
    ['a document', 'docs/a.md', 'What was told_off'],
  ])('is let through as %s', (_what, path, text) => {
    expect(advice(path, text)).toEqual([]);
  });
});

describe('the repository', { timeout: 60_000 }, () => {
  const judged = /^(?:apps|packages|bench|tools|deploy|scripts|docs)\//;
  const passedOver =
    /^tools\/(?:code\/banned-words(?:[.]test)?[.]ts|canary\/)|^packages\/contracts\/released\//;

  it('names nothing by a banned word', () => {
    const tracked = (spawnSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).stdout ?? '').split(
      '\n',
    );
    const files = tracked.filter(
      (path) => judged.test(path) && !passedOver.test(path) && existsSync(join(root, path)),
    );
    expect(files.length).toBeGreaterThan(700);
    const findings = files.flatMap((path) =>
      bannedWords({ path, text: readFileSync(join(root, path), 'utf8') }),
    );
    expect(findings.map(({ path, line, advice: text }) => `${path}:${line} ${text}`)).toEqual([]);
  });
});
