import { expect, it } from 'vitest';
import { attempt, faultOf } from './attempt.ts';

/** A database that answers or does not, and says how often it was asked. */
const databaseThat = (does: 'answers' | 'is away') => {
  const asked: string[] = [];
  return {
    asked,
    database: {
      query: async () => {
        asked.push('query');
        if (does === 'is away') throw new Error('timeout exceeded when trying to connect');
        return [];
      },
      outsideTransaction: <T>(work: () => Promise<T>) => {
        asked.push('outside of the transaction');
        return work();
      },
    },
  };
};
/** Work that fails with one error after another, and then succeeds. */
const workThat = (...fails: readonly unknown[]) => {
  const left = [...fails];
  const tries: number[] = [];
  const work = async () => {
    tries.push(tries.length + 1);
    if (left.length > 0) throw left.shift();
    return 'kept';
  };
  return { work, tries };
};
const withCode = (code: string, message = 'refused') => Object.assign(new Error(message), { code });
const [mistake, lost] = [new TypeError('x is not a function'), new Error('Connection terminated')];

it('answers what the work did, at the first try that went well', async () => {
  const { database } = databaseThat('answers');
  const once = workThat();
  expect(await attempt(database, once.work)).toEqual({ done: 'kept' });
  expect(once.tries).toHaveLength(1);
  const atLast = workThat(mistake, mistake);
  expect(await attempt(database, atLast.work)).toEqual({ done: 'kept' });
  expect(atLast.tries).toHaveLength(3);
});

it('gives an event up at the third try that fails by its own fault', async () => {
  const { work, tries } = workThat(mistake, mistake, mistake);
  expect(await attempt(databaseThat('answers').database, work)).toEqual({
    failure: { fault: 'event', error: mistake },
  });
  expect(tries).toHaveLength(3);
});

it.each([
  ['limit', withCode('57014')],
  ['surroundings', withCode('42501')],
] as const)('does not try again at once what fails by the fault of the %s', async (fault, error) => {
  const { database, asked } = databaseThat('answers');
  const { work, tries } = workThat(error);
  expect(await attempt(database, work)).toEqual({ failure: { fault, error } });
  expect(tries).toHaveLength(1);
  expect(asked).toEqual([]);
});

it('takes a lost connection for a limit where the database answers a new one, outside of the transaction that is gone', async () => {
  const { database, asked } = databaseThat('answers');
  expect(await faultOf(database, lost)).toBe('limit');
  expect(asked).toEqual(['outside of the transaction', 'query']);
  expect(await faultOf(databaseThat('is away').database, lost)).toBe('surroundings');
});

it('does not take for a lost connection what an event only says of one', async () => {
  const { database, asked } = databaseThat('answers');
  expect(await faultOf(database, withCode('P0001', 'note "connection terminated" is no note'))).toBe('event');
  expect(asked).toEqual([]);
});
