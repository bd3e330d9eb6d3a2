import { readFileSync } from 'node:fs';
import { busSettings, openBus } from '@recoup/runtime/bus-settings';
import { readConfig } from '@recoup/runtime/process/settings/config';
import * as z from 'zod';
import { composePackets } from '../compose.ts';
import { packetSettings } from '../config.ts';

/** The first people and rates of an installation, from a JSON file; they travel once the service itself runs. */
const Seed = z.strictObject({
  people: z.array(
    z.strictObject({
      displayName: z.string(),
      email: z.string(),
      employeeNumber: z.string().optional(),
      identities: z.array(z.strictObject({ issuer: z.string(), subject: z.string() })),
      roles: z.array(
        z.strictObject({
          role: z.string(),
          validFrom: z.string(),
          validUntil: z.string().optional(),
          exceptionReason: z.string().optional(),
          exceptionUntil: z.string().optional(),
        }),
      ),
    }),
  ),
  rates: z.array(z.strictObject({ from: z.string(), to: z.string(), day: z.string(), rate: z.string() })),
});

const [file] = process.argv.slice(2);
if (!file) {
  process.stderr.write('Usage: node apps/packet-service/src/seed/main.ts FILE\n');
  process.exit(2);
}
const config = readConfig(packetSettings.extend(busSettings), process.env);
const { people, rates } = Seed.parse(JSON.parse(readFileSync(file, 'utf8')));
const packets = await composePackets(config, openBus('packet-service', config));
const seeded = await packets.seedPeople(people);
if (seeded.ok) {
  await packets.importRates(rates);
  const { proposed } = seeded.value;
  if (proposed !== null)
    process.stdout.write(
      `People are decided by administrators here. The seed was proposed as ${proposed}; another person must approve it.\n`,
    );
} else if (seeded.refusal.reason === 'list-refused') {
  for (const { line, column, reason } of seeded.refusal.faults)
    process.stderr.write(`Person ${line} of the seed: ${column} ${reason}.\n`);
} else {
  process.stderr.write(`The people of the seed cannot be proposed: ${seeded.refusal.why}\n`);
}
process.exit(seeded.ok ? 0 : 1);
