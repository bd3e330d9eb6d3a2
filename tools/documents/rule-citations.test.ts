import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { citedRules, deadCitations, rulesOf } from './rule-citations.ts';

const root = join(import.meta.dirname, '../..');
const rules = rulesOf(readFileSync(join(root, 'docs/rules.md'), 'utf8'));
const known = new Set(rules);
const advice = (text: string) =>
  deadCitations({ path: 'apps/alpha/src/domain/age.ts', text }, known).map((finding) => finding.advice);

describe('a citation', () => {
  it.each([
    ['a ruling', '/** Barred (ruling 6). */', ['ruling 6']],
    ['a ruling at the start of a sentence', '// Ruling 6 bars them.', ['ruling 6']],
    [
      'rulings in a row',
      '/** Free (rulings 9, 10 and 18); 30 days. */',
      ['ruling 9', 'ruling 10', 'ruling 18'],
    ],
    ['a ruling and a number beside it', '// (ruling 5, 30 days)', ['ruling 5']],
    ['a practice with a letter', '-- practice 13a', ['practice 13a']],
    ['what a customer asks for', '(requirement W5, ruling 5)', ['ruling 5', 'requirement W5']],
    ['a definition', '# definition D3', ['definition D3']],
    ['entries', "it('books entries T2 and T10', ...", ['entry T2', 'entry T10']],
    ['a part of an invariant', 'breaks invariant I2-receipt', ['invariant I2']],
    ['a measured invariant', "{ id: 'I5-chain', sentence", ['invariant I5']],
    ['a goal', '(goals L1 and L2)', ['goal L1', 'goal L2']],
    ['an id on the next line of a comment', '/**\n * all of it (ruling\n * 28). */', ['ruling 28']],
  ])('is %s', (_what, text, ids) => {
    expect(citedRules({ path: 'a.ts', text }).map(({ id }) => id)).toEqual(ids);
  });

  it.each([
    ['the source of an import', "import { source } from './source.ts'; // source, entity and 3 more"],
    ['an invoice with the name of an invariant', "row('I1', '100.00', '900.00')"],
    ['an entry of a list', 'entry 5 of 12, and the entry that T2 made'],
    ['a packet of many lines', 'packets of 10-line and 1000-line size'],
    ['a migration and a date', "'0005-line-up.ts' of 2026-05-line"],
    ['a section of a standard', 'RFC 8785 section 3.2.3'],
    ['the section of a document', "README.md's section; 2 sections"],
    ['a scenario in the words of the customer', "it('Scenario: Approver rejects a packet')"],
  ])('is not %s', (_what, text) => {
    expect([...citedRules({ path: 'a.ts', text }), ...advice(text)]).toEqual([]);
  });
});

describe('a citation that leads nowhere', () => {
  it.each([
    ['ruling 30', '/** Barred (ruling 30). */'],
    ['ruling 31', '// rulings 6 and 31'],
    ['practice 27', '// practice 27'],
    ['requirement W99', '// (requirement W99)'],
    ['definition D99', '// definition D99'],
    ['entry T99', "it('books entry T99')"],
    ['invariant I99', "id: 'I99-once',"],
    ['fault F99', '// fault F99'],
    ['goal R99', '// (goal R99)'],
  ])('is %s', (id, text) => {
    expect(advice(text)).toEqual([`${id} has no sentence in docs/rules.md`]);
  });

  it.each([
    '/** Frozen (05-line). */',
    '// as 10-risk has it',
    '// section 4.1 of 60',
    '/**\n * kept (60 section on duties)\n */',
    "/** Source 2's matrix. */",
    '-- sources 1 and 2',
    "describe('duties (scenario 9)'",
    '// by the reliability\n// guide',
    'see shared/spec',
  ])('is a paper, as in %s', (text) => {
    expect(advice(text)).toEqual([expect.stringMatching(/^nobody can look up/)]);
  });

  it('says where', () => {
    const [found] = deadCitations({ path: 'a.ts', text: 'go();\n// ruling 30\n' }, known);
    expect(found).toMatchObject({ path: 'a.ts', line: 2 });
  });
});

describe('the repository', () => {
  const generated =
    /^(?:docs\/(?:api|events)|packages\/contracts\/(?:released|golden))\/|^package-lock\.json$/;
  const itself = /^tools\/documents\/rule-citations(?:\.test)?\.ts$/;
  const listed = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  const sources = [...new Set((listed.stdout ?? '').split('\n'))]
    .filter(
      (path) => path !== '' && !itself.test(path) && !generated.test(path) && existsSync(join(root, path)),
    )
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

  it('is seen as a whole', () => {
    expect(sources.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['README.md', 'docs/rules.md', 'packages/domain/src/money.ts']),
    );
    expect(sources.flatMap(citedRules).length).toBeGreaterThan(200);
  });

  it('cites no rule that is not written down, and no paper', () => {
    const dead = sources.flatMap((source) => deadCitations(source, known));
    expect(dead.map(({ path, line, advice: text }) => `${path}:${line} ${text}`)).toEqual([]);
  });

  it('has every ruling and practice, and of the rest only what is cited', () => {
    const upTo = (kind: string, last: number) => Array.from({ length: last }, (_, n) => `${kind} ${n + 1}`);
    const stays = [...upTo('ruling', 29), ...upTo('practice', 26), 'practice 13a'];
    const cited = new Set(
      sources
        .filter(({ path }) => path !== 'docs/rules.md')
        .flatMap(citedRules)
        .map(({ id }) => id),
    );
    expect(stays.filter((id) => !known.has(id))).toEqual([]);
    expect(rules.filter((id) => !stays.includes(id) && !cited.has(id))).toEqual([]);
    expect(rules).toHaveLength(known.size);
  });
});
