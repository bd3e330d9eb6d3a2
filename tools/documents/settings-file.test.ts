import { expect, it } from 'vitest';
import { staleFiles } from '../generated-files.ts';
import { settingsFile } from './settings-file.ts';

it('is committed as the services read their settings today; else run npm run generate', () => {
  expect(staleFiles('docs/settings', settingsFile())).toEqual([]);
});

it('says what every setting means', () => {
  const [text = ''] = settingsFile().values();
  const rows = text.split('\n').filter((line) => line.startsWith('| `'));
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.filter((row) => row.endsWith('|  |'))).toEqual([]);
});
