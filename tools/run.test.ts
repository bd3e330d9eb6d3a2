import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
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

/** Npm scripts of this project by name. */
const scripts: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'),
).scripts;

/** A project that counts as installed, with the npm scripts of ours and another program behind one of them. */
const projectOf = (program: string, text: string) => {
  writeFileSync(join(root, 'package.json'), JSON.stringify({ scripts }));
  mkdirSync(join(root, 'node_modules/.bin'), { recursive: true });
  writeFileSync(join(root, 'node_modules/.package-lock.json'), '{}');
  mkdirSync(join(root, program, '..'), { recursive: true });
  writeFileSync(join(root, program), text);
};

/** Each starts npm, which takes seconds where the processors are busy. */
const startsNpm = { timeout: 60_000 };

describe('a command that npm runs for somebody in another folder', startsNpm, () => {
  it.each(['recoup', 'token', 'demo', 'start', 'start:kafka', 'provision', 'topics'])(
    'has the files of that folder: %s',
    (script) => {
      const [program = ''] = /[a-z/-]+[.]ts/.exec(scripts[script] ?? '') ?? [];
      projectOf(program, 'console.log(process.cwd());');
      const elsewhere = mkdtempSync(join(tmpdir(), 'recoup-elsewhere-'));

      const { stdout } = spawnSync('npm', ['--prefix', root, 'run', '-s', script], {
        cwd: elsewhere,
        encoding: 'utf8',
      });

      expect(stdout.trim()).toBe(realpathSync(elsewhere));
      rmSync(elsewhere, { recursive: true });
    },
  );
});

describe('a command that is stopped by the process that was started', startsNpm, () => {
  it('leaves no program behind', async () => {
    projectOf('apps/embedded/src/main.ts', 'console.log(process.pid); setTimeout(() => {}, 120_000);');
    const npm = spawn('npm', ['run', '-s', 'start'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = await once(npm.stdout, 'data');
    const program = Number(said);

    npm.kill('SIGTERM');
    await once(npm, 'exit');

    const isThere = () => process.kill(program, 0);
    try {
      expect(isThere).toThrow('ESRCH');
    } finally {
      spawnSync('kill', [String(program)]);
    }
  });

  it('is stopped by any script', () => {
    const through = Object.values(scripts).filter((script) => script.includes('scripts/run.mjs'));
    expect(through.filter((script) => !script.startsWith('exec '))).toEqual([]);
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
