import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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

  it('the host with data where none can be written', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const locked = join(folder, 'locked');
    mkdirSync(join(locked, 'lock'), { recursive: true });
    for (const [data, reason] of [
      [file, 'it, or a folder above it, is a file'],
      [join(file, 'below'), 'it, or a folder above it, is a file'],
      ['/proc/x', 'no folder can be made there'],
      [locked, 'unable to open database file'],
    ] as const) {
      const { code, errors } = await callOf('embedded/src/main.ts', [], { RECOUP_DATA: data });
      expect({ code, errors }).toEqual({
        code: 2,
        errors: `The data folder ${data} cannot be written: ${reason}.\n`,
      });
    }
  }, 30_000);

  it("the host with a stranger's folder for its data, which stays as it is", async () => {
    const strange = join(folder, 'strange');
    mkdirSync(strange);
    writeFileSync(join(strange, 'thesis.txt'), 'years of work');

    const { code, errors } = await callOf('embedded/src/main.ts', [], { RECOUP_DATA: strange });

    expect({ code, errors }).toEqual({
      code: 2,
      errors: `${strange} is not empty and holds no data of Recoup. Name an empty or a new folder in RECOUP_DATA.\n`,
    });
    expect(readdirSync(strange)).toEqual(['thesis.txt']);
  });

  it('the demo with an unknown option, and with an address where nothing answers', async () => {
    const unknown = await callOf('embedded/src/demo/main.ts', ['--nope'], {});
    expect(unknown.code).toBe(2);
    expect(unknown.errors).toMatch(/--nope.*Usage: npm run demo/s);
    const away = await callOf('embedded/src/demo/main.ts', ['--address', 'http://127.0.0.1:9'], {});
    expect(away.code).toBe(1);
    expect(away.errors).toContain('No answer from http://127.0.0.1:9');
  });

  it('the demo of a file that is not there, before anything is started', async () => {
    const { code, output, errors } = await callOf('embedded/src/demo/main.ts', ['--file', 'nosuch.csv'], {});
    expect({ code, output, errors }).toEqual({
      code: 1,
      output: '',
      errors: 'The demo stops here: There is no file nosuch.csv.\n',
    });
  });

  it('the demo of fewer rows than it can show anything with', async () => {
    const few = await callOf('embedded/src/demo/main.ts', ['--rows', '1'], {});
    expect(few.code).toBe(1);
    expect(few.errors).toContain('The demo stops here: 1 row is too few to show anything');
  }, 60_000);

  it('the command line whose reader has gone', () => {
    const main = resolve(import.meta.dirname, '../../../cli/src/main.ts');
    const script = `"${process.execPath}" "${main}" --help | true; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
    expect([stdout.trim(), stderr]).toEqual(['0', '']);
  });
});
