import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

/** Says that it runs, leaves a mark in its folder, and falls at once. On SIGTERM it takes the seconds of SLOW to stop. */
const folder = process.argv.at(-1) ?? '';
appendFileSync(join(folder, 'starts'), '.');
if (process.env.SLOW === undefined) setTimeout(() => process.exit(3), 50);
else {
  const stopping = setInterval(() => undefined, 1_000);
  process.on('SIGTERM', () =>
    setTimeout(() => {
      appendFileSync(join(folder, 'stopped'), 'in order');
      clearInterval(stopping);
      process.exit(0);
    }, Number(process.env.SLOW) * 1_000),
  );
}
process.send?.('runs');
