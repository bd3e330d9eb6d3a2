import { expect, it } from 'vitest';
import { createMetrics, gaugeByLabel, gaugeOf } from './metrics.ts';

it('shows no number where one cannot be read, and every other metric all the same', async () => {
  const { registry } = createMetrics('test');
  gaugeOf(registry, 'recoup_whole', 'Can be read', async () => 7);
  gaugeOf(registry, 'recoup_broken', 'Cannot be read', () => Promise.reject(new Error('no database')));
  gaugeByLabel(
    registry,
    { name: 'recoup_states', help: 'Cannot be read', label: 'state' },
    ['OPEN', 'DONE'],
    () => Promise.reject(new Error('no database')),
  );

  const text = await registry.metrics();

  expect(text).toContain('recoup_whole{service="test"} 7');
  expect(text).toContain('recoup_broken{service="test"} Nan');
  expect(text).toContain('recoup_states{state="OPEN",service="test"} Nan');
  expect(text).toContain('recoup_states{state="DONE",service="test"} Nan');
});

it('counts what a label has none of as none', async () => {
  const { registry } = createMetrics('test');
  gaugeByLabel(
    registry,
    { name: 'recoup_states', help: 'By state', label: 'state' },
    ['OPEN', 'DONE'],
    async () => new Map([['OPEN', 3]]),
  );
  const text = await registry.metrics();
  expect(text).toContain('recoup_states{state="OPEN",service="test"} 3');
  expect(text).toContain('recoup_states{state="DONE",service="test"} 0');
});
