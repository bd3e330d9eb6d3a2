import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { knownIssuers } from './known-issuers.ts';

it('remembers the names it had on other ports, in the order in which it had them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'recoup-issuers-'));
  const file = join(folder, 'issuers.json');
  knownIssuers(file, 'http://127.0.0.1:8080/oidc');
  knownIssuers(file, 'http://127.0.0.1:8081/oidc');

  expect(knownIssuers(file, 'http://127.0.0.1:8081/oidc')).toEqual([
    'http://127.0.0.1:8080/oidc',
    'http://127.0.0.1:8081/oidc',
  ]);
  rmSync(folder, { recursive: true });
});
