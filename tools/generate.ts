import { eventFiles } from './event-files.ts';
import { writeGenerated } from './generated-files.ts';

const changed = [...writeGenerated('docs/events', await eventFiles())];
console.log(changed.length === 0 ? 'Everything generated is fresh.' : changed.join('\n'));
