import { expect, it } from 'vitest';
import { Fault, faultSwitch } from './faults.ts';

it('meets a fault only with the requests it was set for', () => {
  const faults = faultSwitch();
  faults.set(Fault.parse({ kind: 'status-503', method: 'GET' }));

  expect(faults.next('POST')).toBeUndefined();
  expect(faults.next('GET')?.kind).toBe('status-503');
  expect(faults.next('GET')).toBeUndefined();
});

it('uses faults up in the order in which they were set', () => {
  const faults = faultSwitch();
  faults.set(Fault.parse({ kind: 'slow', times: 2 }));
  faults.set(Fault.parse({ kind: 'lose-response', method: 'any' }));

  expect([1, 2, 3, 4].map(() => faults.next('POST')?.kind)).toEqual([
    'slow',
    'slow',
    'lose-response',
    undefined,
  ]);
});
