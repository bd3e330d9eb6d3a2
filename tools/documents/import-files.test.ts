import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { knownKinds } from '../../apps/cli/src/commands/imports/known-kinds.ts';
import { csvScanner } from '../../apps/ledger-service/src/adapters/files/csv-scanner.ts';
import { choosePreset } from '../../apps/ledger-service/src/application/file/choose-preset.ts';
import { fileHeader } from '../../apps/ledger-service/src/application/file/file-header.ts';
import { presets } from '../../apps/ledger-service/src/domain/import/layouts/presets.ts';
import {
  readTable,
  termsWith,
} from '../../apps/ledger-service/src/domain/import/layouts/read-table.fixture.ts';
import { templateColumns } from '../../apps/ledger-service/src/domain/import/layouts/recoup.ts';
import { mappingFault } from '../../apps/ledger-service/src/domain/import/mapping/mapping.ts';
import { headingKey } from '../../apps/ledger-service/src/domain/import/table/headings.ts';
import { importMapping } from '../../apps/ledger-service/src/reads/import-mappings.ts';

const document = readFileSync(new URL('../../docs/import-files.md', import.meta.url), 'utf8');

/** The section whose heading names a preset. */
const sectionOf = (preset: string): string =>
  document.split(/^##+ /m).find((text) => text.split('\n')[0]?.includes(`--preset ${preset}`)) ?? '';

/** The first cells of the tables of the section of a preset. */
const columnsIn = (preset: string): readonly string[] =>
  [...sectionOf(preset).matchAll(/^\| (`.+?) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, column]) => column ?? []),
  );

it('explains every column of the template, and no other', () => {
  expect([...columnsIn('recoup')].sort()).toEqual([...templateColumns].sort());
});

it.each(presets.map((preset) => [preset.name, preset] as const))(
  'explains every column by which %s is known',
  (name, { header }) => {
    const explained = columnsIn(name).map(headingKey);
    const missing = header.filter((names) => !names.some((column) => explained.includes(headingKey(column))));
    expect(missing).toEqual([]);
  },
);

const withExample = presets.filter(({ name }) => name !== 'recoup').map(({ name }) => name);

it.each(withExample)('shows an example of %s that is read as it says', (name) => {
  const [, example = ''] = /```csv\n([^`]*)```/.exec(sectionOf(name)) ?? [];
  const said = [...sectionOf(name).matchAll(/^- `(.*)`$/gm)].map(([, line]) => line);
  const scanner = csvScanner(name === 'sap-fbl5n' ? ';' : ',');
  const records = [...scanner.push(example), ...scanner.end()].map((record) => ({ ...record, bytes: 0 }));
  const choice = choosePreset(null, presets, records);
  if (!choice || 'errors' in choice) throw new Error(`the example of ${name} is of no kind`);
  const { preset, named } = choice;
  const header = fileHeader(named, preset.report);
  expect([preset.name, preset.check(header.columns, termsWith())]).toEqual([name, []]);
  const lines = records.filter(({ line }) => line > named.line).map(({ cells }) => cells);
  expect(readTable(preset, [header.names, ...lines])).toEqual(said);
});

it('offers every preset on the command line', () => {
  expect(knownKinds).toEqual(presets.map(({ name }) => name));
});

it('shows a mapping that can be saved', () => {
  const [, example = ''] = /```json\n([^`]*)```/.exec(document) ?? [];
  expect(mappingFault(importMapping.parse(JSON.parse(example)))).toBeNull();
});
