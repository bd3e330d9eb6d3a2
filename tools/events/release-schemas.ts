import { jsonText, writeGenerated } from '../generated-files.ts';
import { describedEvents } from './event-catalogue.ts';
import { eventSchema } from './event-schema.ts';
import { brokenPromises, releasedFolder, releasedSchemas } from './released-events.ts';

const today = new Map((await describedEvents()).map((event) => [event.contract.type, eventSchema(event)]));
const broken = brokenPromises(releasedSchemas(), today);
if (broken.length > 0) {
  console.error(`Not released:\n${broken.join('\n')}`);
  process.exitCode = 1;
} else {
  const files = new Map(
    [...today].map(([type, schema]) => [`${releasedFolder}/${type}.json`, jsonText(schema)]),
  );
  console.log(`${writeGenerated(releasedFolder, files).length} schemas changed in ${releasedFolder}`);
}
