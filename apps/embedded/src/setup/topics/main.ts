import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { retention } from '@recoup/contracts/topics';
import { kafkaConnection } from '@recoup/runtime/bus/kafka/kafka-settings';
import { grantAccess } from '@recoup/runtime/bus/kafka/setup/acl';
import { createTopics } from '@recoup/runtime/bus/kafka/setup/topics';
import { readConfig } from '@recoup/runtime/process/settings/config';
import * as z from 'zod';
import { topicSettings } from './topic-settings.ts';

const usage = `Usage: npm run topics [-- --access FILE]

Makes the topics on the brokers of KAFKA_BROKERS, or brings their settings in line; safe to repeat. With --access, also the
rights of each service's user, such as deploy/kafka-access.json. KAFKA_REPLICATION is the number of copies, 3 without it.
Exit codes: 0 done, 1 refused, 2 usage.`;

const Access = z.array(
  z.strictObject({
    user: z.string().min(1),
    writes: z.array(z.string()),
    reads: z.array(z.string()),
    groups: z.array(z.string()).default([]),
  }),
);

const asked = () => {
  try {
    return parseArgs({ options: { help: { type: 'boolean', short: 'h' }, access: { type: 'string' } } })
      .values;
  } catch {
    return undefined;
  }
};

const run = async (): Promise<number> => {
  const values = asked();
  if (!values || values.help) {
    console.log(usage);
    return values ? 0 : 2;
  }
  try {
    const config = readConfig(topicSettings, process.env);
    const connection = kafkaConnection('recoup-topics', config);
    const accesses = values.access ? Access.parse(JSON.parse(readFileSync(values.access, 'utf8'))) : [];
    await createTopics(connection, retention, { replication: config.KAFKA_REPLICATION });
    if (accesses.length > 0) await grantAccess(connection, accesses);
    console.log(`${retention.length} topics stand on ${connection.brokers.join(', ')}`);
    return 0;
  } catch (fault) {
    console.error(fault instanceof Error ? fault.message : fault);
    return 1;
  }
};

process.exitCode = await run();
