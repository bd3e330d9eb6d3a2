import { expect, it } from 'vitest';
import { heavyStatementTimeout, sessionLimits, sessionSettings } from './session.ts';

const units: Readonly<Record<string, number>> = { s: 1_000, min: 60_000 };
const inMs = (setting: string): number => {
  const [, count, unit = ''] = /^(\d+)(s|min)$/.exec(setting) ?? [];
  return Number(count) * (units[unit] ?? Number.NaN);
};

it('waits longer for an answer than the server may take for it', () => {
  const { requests, longWork, checks } = sessionLimits;
  for (const { server, silenceMs } of [requests, longWork, checks])
    expect(silenceMs).toBeGreaterThan(inMs(server.statement_timeout) + inMs(server.lock_timeout));
  expect(requests.silenceMs).toBeGreaterThan(
    inMs(heavyStatementTimeout) + inMs(requests.server.lock_timeout),
  );
});

it('has the server look whether its client is still there', () => {
  const { options } = sessionSettings('postgresql://a:b@localhost/recoup', 'longWork', 'a session');
  expect(options).toContain('-c client_connection_check_interval=');
});
