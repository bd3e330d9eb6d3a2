import { describe, expect, it } from 'vitest';
import { terminalOn } from './terminal.ts';

const trial = (isTTY: boolean) => {
  const said = { output: '', errors: '' };
  let now = 0;
  const stream = (name: keyof typeof said) => ({
    write: (text: string) => {
      said[name] += text;
    },
    isTTY,
  });
  const terminal = terminalOn(stream('output'), stream('errors'), () => now);
  return {
    said,
    ...terminal,
    pass: (ms: number) => {
      now += ms;
    },
  };
};

describe('progress', () => {
  it('stands in one line of a screen, a few times a second, and makes room for the result', () => {
    const { said, progress, print, pass } = trial(true);
    progress('10 %');
    pass(50);
    progress('20 %');
    pass(200);
    progress('30 %');
    print('Done');
    print('More');
    expect(said.errors).toBe('\r\u001b[K10 %\r\u001b[K30 %\r\u001b[K');
    expect(said.output).toBe('Done\nMore\n');
  });

  it('is a line every five seconds in a file, and none for what is done at once', () => {
    const { said, progress, print, pass } = trial(false);
    progress('10 %');
    pass(4_999);
    progress('20 %');
    expect(said.errors).toBe('');
    pass(1);
    progress('30 %');
    pass(100);
    progress('40 %');
    print('Done');
    expect(said.errors).toBe('30 %\n');
    expect(said.output).toBe('Done\n');
  });
});
