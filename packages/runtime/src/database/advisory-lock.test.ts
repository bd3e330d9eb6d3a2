import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { lockUses } from './advisory-lock.ts';

it('gives no two uses of a lock the same number', () => {
  const numbers = Object.values(lockUses);
  expect(new Set(numbers).size).toBe(numbers.length);
});

it('is where every lock of the sources gets its number from', () => {
  const sources = ['apps', 'packages'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(
        (path) =>
          /\/src\/.*\.ts$/.test(path) && !/node_modules|\.(test|suite|fixture)\.ts$|testkit/.test(path),
      )
      .map((path) => `${folder}/${path}`),
  );
  const locking = sources.filter((path) => /pg_(try_)?advisory/.test(readFileSync(path, 'utf8')));
  expect(locking.length).toBeGreaterThan(5);
  for (const path of locking) expect(readFileSync(path, 'utf8'), path).toMatch(/\block(Uses|Keys)\b/);
});
