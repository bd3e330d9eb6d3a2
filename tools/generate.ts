import { apiFiles } from './api/api-files.ts';
import { apiTypeFiles } from './api/api-types.ts';
import { accessFile } from './documents/access-file.ts';
import { settingsFile } from './documents/settings-file.ts';
import { eventFiles } from './events/event-files.ts';
import { writeGenerated } from './generated-files.ts';

const changed = [
  ...writeGenerated('docs/events', await eventFiles()),
  ...writeGenerated('docs/settings', settingsFile()),
  ...writeGenerated('deploy', accessFile()),
  ...writeGenerated('docs/api', await apiFiles()),
  ...writeGenerated('packages/contracts/src/api', apiTypeFiles()),
];
console.log(changed.length === 0 ? 'Everything generated is fresh.' : changed.join('\n'));
