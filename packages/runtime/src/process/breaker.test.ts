import { Registry } from 'prom-client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CircuitOpenError, withBreaker } from './breaker.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const resetMs = 30_000;

/** The general ledger behind a breaker: it answers until it is told to fail. */
const generalLedger = () => {
  const state = { calls: 0, failing: true };
  const registry = new Registry();
  const { call, shutdown } = withBreaker(
    (_signal: AbortSignal, key: string) => {
      state.calls += 1;
      return state.failing ? Promise.reject(new Error('503')) : Promise.resolve(`found ${key}`);
    },
    { name: 'general-ledger', timeoutMs: 1_000, resetMs, registry },
  );
  const openNow = async () => {
    const metric = await registry.getSingleMetric('recoup_breaker_open')?.get();
    return metric?.values.map(({ labels, value }) => [labels.call, value]);
  };
  const post = async (times: number) => {
    const answers: string[] = [];
    for (let number = 0; number < times; number += 1)
      answers.push(await call('WO-1').catch((error: Error) => error.name));
    return answers;
  };
  return { state, post, openNow, shutdown };
};

it('makes every call while fewer than five were made, whatever came of them', async () => {
  const { state, post, openNow, shutdown } = generalLedger();

  expect(await post(4)).toEqual(['Error', 'Error', 'Error', 'Error']);
  state.failing = false;

  expect(await post(1)).toEqual(['found WO-1']);
  expect(await openNow()).toEqual([['general-ledger', 0]]);
  shutdown();
});

it('holds calls back once five of five failed, and says so', async () => {
  const { state, post, openNow, shutdown } = generalLedger();
  await post(5);
  expect(state.calls).toBe(5);

  expect(await post(2)).toEqual(['CircuitOpenError', 'CircuitOpenError']);

  expect(state.calls).toBe(5);
  expect(await openNow()).toEqual([['general-ledger', 1]]);
  shutdown();
});

it('goes on while half of the calls succeed, and stops when more than half fail', async () => {
  const { state, post, shutdown } = generalLedger();
  state.failing = false;
  await post(5);
  state.failing = true;
  await post(5);

  expect(await post(1)).toEqual(['Error']);
  expect(await post(1)).toEqual(['CircuitOpenError']);

  expect(state.calls).toBe(11);
  shutdown();
});

it('tries one call after its reset time, and goes on when that succeeds', async () => {
  const { state, post, openNow, shutdown } = generalLedger();
  await post(5);
  vi.advanceTimersByTime(resetMs - 1);
  expect(await post(1)).toEqual(['CircuitOpenError']);

  vi.advanceTimersByTime(1);
  state.failing = false;

  expect(await post(2)).toEqual(['found WO-1', 'found WO-1']);
  expect(await openNow()).toEqual([['general-ledger', 0]]);
  shutdown();
});

it('is held back again when the call after its reset time fails', async () => {
  const { state, post, openNow, shutdown } = generalLedger();
  await post(5);
  vi.advanceTimersByTime(resetMs);

  expect(await post(2)).toEqual(['Error', 'CircuitOpenError']);

  expect(state.calls).toBe(6);
  expect(await openNow()).toEqual([['general-ledger', 1]]);
  shutdown();
});

it('ends the signal of a call with its time limit, and tells the caller what the call made of that', async () => {
  vi.useRealTimers();
  const { call, shutdown } = withBreaker(
    (signal: AbortSignal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    { name: 'general-ledger', timeoutMs: 1, resetMs },
  );

  await expect(call()).rejects.toMatchObject({ name: 'TimeoutError' });
  shutdown();
});

it('is opened at once by a caller who saw what will fail for all calls alike', async () => {
  let calls = 0;
  const { call, open, isOpen, shutdown } = withBreaker(
    () => {
      calls += 1;
      return Promise.resolve('found');
    },
    { name: 'sign-in', timeoutMs: 1_000, resetMs },
  );
  await call();
  expect(isOpen()).toBe(false);

  open();

  expect(isOpen()).toBe(true);
  await expect(call()).rejects.toThrow(CircuitOpenError);
  expect(calls).toBe(1);
  await vi.advanceTimersByTimeAsync(resetMs);
  expect(await call()).toBe('found');
  shutdown();
});
