import { apiFiles } from './api-files.ts';
import { eventFiles } from './event-files.ts';
import { writeGenerated } from './generated-files.ts';

const changed = [
  ...writeGenerated('docs/events', await eventFiles()),
  ...writeGenerated('docs/api', await apiFiles()),
];
console.log(changed.length === 0 ? 'Everything generated is fresh.' : changed.join('\n'));
