import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { throwawayFolder } from '@recoup/local/throwaway-folder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aProgram } from '../installation/host-process.fixture.ts';

let folder = '';
beforeAll(async () => {
  folder = await throwawayFolder('recoup-calls-');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const callOf = async (...[program, args, settings]: Parameters<typeof aProgram>) => {
  const called = aProgram(program, args, { RECOUP_DATA: join(folder, 'data'), ...settings });
  return { code: await called.ended, ...called.said };
};

describe('what is called wrongly is answered by a sentence, not by a stack', () => {
  it.each([
    ['a port that is none', { PORT: 'abc' }, 'PORT'],
    ['a port that is too high', { PORT: '80000' }, 'PORT'],
    ['a time that is fixed and moved', { MOVABLE_CLOCK: 'on', BUSINESS_DATE: '2026-03-31' }, 'MOVABLE_CLOCK'],
  ])('the host with %s', async (_, settings, named) => {
    const { code, errors } = await callOf('embedded/src/main.ts', [], settings);
    expect(code).toBe(2);
    expect(errors).toContain(named);
    expect(errors).not.toMatch(/^ +at /m);
  });

  it('the host with a file for its data', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const { code, errors } = await callOf('embedded/src/main.ts', [], { RECOUP_DATA: file });
    expect(code).toBe(2);
    expect(errors).toContain(file);
    expect(errors).not.toMatch(/^ +at /m);
  });

  it('the demo with an unknown option, and with an address where nothing answers', async () => {
    const unknown = await callOf('embedded/src/demo/main.ts', ['--nope'], {});
    expect(unknown.code).toBe(2);
    expect(unknown.errors).toMatch(/--nope.*Usage: npm run demo/s);
    const away = await callOf('embedded/src/demo/main.ts', ['--address', 'http://127.0.0.1:9'], {});
    expect(away.code).toBe(1);
    expect(away.errors).toContain('No answer from http://127.0.0.1:9');
  });

  it('the command line whose reader has gone', () => {
    const main = resolve(import.meta.dirname, '../../../cli/src/main.ts');
    const script = `"${process.execPath}" "${main}" --help | true; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
    expect([stdout.trim(), stderr]).toEqual(['0', '']);
  });
});
