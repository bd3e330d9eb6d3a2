import { readFileSync } from 'node:fs';
import type { Installation } from './installation.fixture.ts';

/** Memory in use by each service, in megabytes, as the kernel counts it. */
export const memoryOf = (installation: Installation): Readonly<Record<string, number>> =>
  Object.fromEntries(
    installation.processes.map(({ schema, pid }) => {
      const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid()}/status`, 'utf8')) ?? [];
      return [schema, Math.round(Number(kilobytes) / 1_024)];
    }),
  );
