import { accessFile } from './access-file.ts';
import { apiFiles } from './api-files.ts';
import { apiTypeFiles } from './api-types.ts';
import { eventFiles } from './event-files.ts';
import { writeGenerated } from './generated-files.ts';
import { settingsFile } from './settings-file.ts';

const changed = [
  ...writeGenerated('docs/events', await eventFiles()),
  ...writeGenerated('docs/settings', settingsFile()),
  ...writeGenerated('deploy', accessFile()),
  ...writeGenerated('docs/api', await apiFiles()),
  ...writeGenerated('packages/contracts/src/api', apiTypeFiles()),
];
console.log(changed.length === 0 ? 'Everything generated is fresh.' : changed.join('\n'));
