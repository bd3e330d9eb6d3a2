import { runKafkaTool } from '@recoup/local/kafka/kafka-tool';
import { eventually } from '@recoup/testkit/eventually';

/** The group of the test itself, which consumes everything again as the others do, and is not there any more. */
export const echoGroup = 'echo';
const tool = 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand';
const all = (brokers: readonly string[]) => ['--bootstrap-server', brokers.join(','), '--all-groups'];

/** How many records the services have still to take, by their own groups. */
const leftToRead = async (brokers: readonly string[]): Promise<number> => {
  const said = await runKafkaTool(tool, [...all(brokers), '--describe']);
  const rows = said.split('\n').map((line) => line.trim().split(/\s+/));
  const own = rows.filter(([group, topic]) => group !== echoGroup && topic?.startsWith('recoup.'));
  if (own.length === 0) throw new Error(`Kafka knows of no group:\n${said}`);
  // A partition without any record has no offset to speak of, and a hyphen for its lag.
  return own.reduce((sum, [, , , , , lag]) => sum + (Number(lag) || 0), 0);
};

/** Lets every group begin again at the oldest record, once its members are gone; answers how many they have to read again. */
export const readAllAgain = async (brokers: readonly string[]): Promise<number> => {
  await eventually(async () => {
    const said = await runKafkaTool(tool, [
      ...all(brokers),
      ...['--all-topics', '--reset-offsets', '--to-earliest', '--execute'],
    ]);
    if (/error|not allowed|only be reset/i.test(said)) throw new Error(said);
  }, 60_000);
  return leftToRead(brokers);
};

/** Waits until no service has anything left to take. */
export const untilAllIsRead = (brokers: readonly string[]): Promise<void> =>
  eventually(async () => {
    const left = await leftToRead(brokers);
    if (left > 0) throw new Error(`${left} records are still to be read`);
  }, 90_000);
