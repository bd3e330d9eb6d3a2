import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { presetNames, presetOf } from '../../apps/ledger-service/src/domain/import/layouts/presets.ts';
import { recoup, templateColumns } from '../../apps/ledger-service/src/domain/import/layouts/recoup.ts';
import type { ImportTerms } from '../../apps/ledger-service/src/domain/import/open-item.ts';

const document = readFileSync(new URL('../../docs/import-files.md', import.meta.url), 'utf8');
const terms = {
  source: 'erp',
  asOf: '2026-03-31',
  entity: null,
  currency: null,
  revenueShare: null,
} as ImportTerms;

/** The first cells of the tables of the section whose heading names a preset. */
const columnsIn = (preset: string): readonly string[] => {
  const section =
    document.split(/^##+ /m).find((text) => text.split('\n')[0]?.includes(`--preset ${preset}`)) ?? '';
  return [...section.matchAll(/^\| (`.+?) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(\w+)`/g)].flatMap(([, column]) => column ?? []),
  );
};

it('explains every column of the template, and no other', () => {
  expect([...columnsIn('recoup')].sort()).toEqual([...templateColumns].sort());
});

it('explains every column that a preset needs', () => {
  for (const name of presetNames) {
    const needed = (presetOf(name) ?? recoup)
      .check([], terms)
      .filter(({ code }) => code === 'MISSING_COLUMN');
    expect(needed.length, name).toBeGreaterThan(0);
    const explained = columnsIn(name);
    expect(needed.map(({ column }) => column).filter((column) => !explained.includes(column))).toEqual([]);
  }
});
