import { catalogue } from '@recoup/contracts/catalogue';
import { compactedTopics, sources, topics } from '@recoup/contracts/topics';
import { type GeneratedFiles, jsonText } from '../generated-files.ts';
import { type DescribedEvent, describedEvents } from './event-catalogue.ts';
import { eventSchema } from './event-schema.ts';

/** The JSON Schema of every event and the page that lists them, by path below the root. */
export const eventFiles = async (): Promise<GeneratedFiles> => {
  const events = await describedEvents();
  return new Map([
    ['docs/events/README.md', indexOf(events)],
    ...events.map((event): [string, string] => [
      `docs/events/${event.contract.type}.json`,
      jsonText(eventSchema(event)),
    ]),
  ]);
};

/** What the key of a topic's events is the id of. */
const keys: Readonly<Record<(typeof topics)[keyof typeof topics], string>> = {
  [topics.receivables]: 'receivable',
  [topics.people]: 'person',
  [topics.entities]: 'legal entity',
  [topics.glNames]: 'name',
  [topics.rates]: 'exchange rate',
  [topics.parties]: 'party',
  [topics.riskCases]: 'risk case',
  [topics.syncShards]: 'shard',
  [topics.packets]: 'packet',
  [topics.ledger]: 'packet, or of the import',
  [topics.notifications]: 'recipient',
  [topics.changeRequests]: 'change request',
};

const indexOf = (events: readonly DescribedEvent[]): string =>
  [
    '# Events',
    '',
    `All ${catalogue.size} events of this release. They are CloudEvents 1.0 in structured JSON; objects and enumerations are open.`,
    'How they are delivered, and how they may change, stands in [For integrators](../integrators.md). Written by `npm run generate`.',
    ...Object.entries(keys).flatMap(([topic, key]) => [
      '',
      `## ${topic}`,
      `Key: id of the ${key}. Source: ${sourcesOf(topic)} alone. ${compactedTopics.has(topic) ? 'Compacted: every event carries the full state.' : 'Facts, in order without a gap for each key.'}`,
      '',
      ...events.filter(({ contract }) => contract.topic === topic).map(entryOf),
    ]),
    '',
  ].join('\n');

const sourcesOf = (topic: string): string =>
  (sources.get(topic) ?? []).map((source) => `\`${source}\``).join(' and ');

const entryOf = ({ contract: { type }, sentence }: DescribedEvent): string =>
  `- \`${type}\` ([schema](${type}.json), [example](../../packages/contracts/golden/${type}.json)): ${sentence}`;
