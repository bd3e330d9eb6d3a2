import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'recoup-run-'));
  cpSync(join(import.meta.dirname, '../scripts'), join(root, 'scripts'), { recursive: true });
  writeFileSync(join(root, 'package-lock.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const executable = (path: string, content: string) => {
  writeFileSync(path, content);
  chmodSync(path, 0o755);
};
/** A project whose npm only notes that it was called, and then counts as installed. */
const run = () => {
  const tools = join(root, 'tools');
  mkdirSync(tools, { recursive: true });
  const modules = join(root, 'node_modules');
  executable(
    join(tools, 'npm'),
    `#!/bin/sh\necho called >> ${root}/npm-calls\nmkdir -p ${modules}/.bin\ntouch ${modules}/.package-lock.json\n`,
  );
  const done = spawnSync(
    process.execPath,
    [join(root, 'scripts/run.mjs'), 'node', '-p', '"the command ran"'],
    { encoding: 'utf8', env: { PATH: [tools, '/usr/bin', '/bin'].join(delimiter) } },
  );
  return { code: done.status, output: done.stdout, errors: done.stderr };
};
const npmCalls = () => {
  const file = join(root, 'npm-calls');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').length : 0;
};

describe('a command of the project', () => {
  it('installs the packages once, also where its own Node is left out', () => {
    expect(run()).toMatchObject({ code: 0, output: expect.stringContaining('the command ran') });
    expect(run()).toMatchObject({ code: 0, output: 'the command ran\n' });
    expect(npmCalls()).toBe(1);
  });

  it('installs them again when the list of packages is newer', () => {
    run();
    const later = new Date(Date.now() + 60_000);
    utimesSync(join(root, 'package-lock.json'), later, later);

    run();
    expect(npmCalls()).toBe(2);
  });
});

/** Asked in a process of its own: the scripts are plain JavaScript, of which TypeScript knows no types. */
const obstacle = (platform: string, version: string): string => {
  const ask = `import { obstacle } from '${new URL('../scripts/obstacle.mjs', import.meta.url)}';
    console.log(obstacle(...process.argv.slice(1)) ?? 'none');`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', ask, platform, version], {
    encoding: 'utf8',
  }).stdout.trim();
};

describe('the machine', () => {
  it.each([
    ['linux', '20.11.0'],
    ['darwin', '24.21.0'],
  ])('may be %s with Node %s', (platform, version) => {
    expect(obstacle(platform, version)).toBe('none');
  });

  it.each([
    ['win32', '24.21.0', 'use WSL'],
    ['linux', '20.10.0', 'needs Node 20.11 or newer to start; this is 20.10.0'],
    ['linux', '18.20.4', 'needs Node 20.11'],
  ])('is refused in one sentence when it is %s with Node %s', (platform, version, said) => {
    expect(obstacle(platform, version)).toContain(said);
  });
});
