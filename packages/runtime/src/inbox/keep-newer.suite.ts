import { expect, it } from 'vitest';

export type KeeperUnderTest<State> = {
  readonly keep: (states: readonly State[]) => Promise<unknown>;
  /** Two states of one aggregate, neither of which was kept yet. */
  readonly older: State;
  readonly newer: State;
  /** All that is stored, with the rows as they were written: a row that is written again differs. */
  readonly stored: () => Promise<unknown>;
};

/** What every keeper of states promises, since the same and older ones come again. */
export const keepNewerSuite = <State>(underTest: () => KeeperUnderTest<State>): void => {
  it('keeps the newest state, and writes nothing for the same or an older one', async () => {
    const { keep, older, newer, stored } = underTest();
    const nothing = await stored();
    await keep([older]);
    const first = await stored();
    expect(first).not.toEqual(nothing);
    await keep([newer]);
    const second = await stored();
    expect(second).not.toEqual(first);

    for (const again of [newer, older, older, newer]) await keep([again]);

    expect(await stored()).toEqual(second);
  });
};
