import { stopDeadlineMs } from '@recoup/runtime/process/shutdown';
import { expect, it } from 'vitest';
import { serviceStopsWithinMs } from './processes/child-process.ts';
import { forcedAfterMs } from './stop-on-signal.ts';

it('gives a service as long as it gives itself, and the host longer than its services', () => {
  expect(serviceStopsWithinMs).toBeGreaterThan(stopDeadlineMs);
  expect(forcedAfterMs).toBeGreaterThan(serviceStopsWithinMs);
});
