import { busAccess } from '@recoup/contracts/topics';
import { type GeneratedFiles, jsonText } from '../generated-files.ts';

/** Who may do what at the brokers, in the form that `npm run topics` takes and that an administrator may change. */
export const accessFile = (): GeneratedFiles =>
  new Map([['deploy/kafka-access.json', jsonText(busAccess.map(({ schema: _, ...access }) => access))]]);
