import { expect, it } from 'vitest';
import { accessFile } from './access-file.ts';
import { staleFiles } from './generated-files.ts';

it('is committed as the access of the services is today; else run npm run generate', () => {
  expect(staleFiles('deploy', accessFile())).toEqual([]);
});
