import { busSettings } from '@recoup/runtime/bus-settings';
import { serviceSettings } from '@recoup/runtime/process/settings/config';
import * as z from 'zod';
import { ledgerSettings } from '../../apps/ledger-service/src/config.ts';
import { notifierSettings } from '../../apps/notifier/src/config.ts';
import { packetSettings } from '../../apps/packet-service/src/config.ts';
import { riskSettings, scorerSettings } from '../../apps/risk-service/src/config.ts';
import type { GeneratedFiles } from '../generated-files.ts';

const services = {
  'ledger-service': ledgerSettings,
  'packet-service': packetSettings,
  'risk-service': riskSettings,
  'risk-scorer': scorerSettings,
  notifier: notifierSettings,
};

/** The page of every setting of every service, made from the schemas that read the environment. */
export const settingsFile = (): GeneratedFiles => {
  const common = z.object(serviceSettings);
  const own = Object.entries(services).map(([service, schema]) => {
    const added = Object.keys(schema.shape).filter((name) => !(name in serviceSettings));
    return sectionOf(service, schema, added);
  });
  const text = [
    '# Settings',
    '',
    'A service reads its settings from the environment at its start, and names everything wrong or missing in one error. Written by',
    '`npm run generate`.',
    ...sectionOf('Every service', common, Object.keys(serviceSettings)),
    ...sectionOf('Messages between services', z.object(busSettings), Object.keys(busSettings)),
    ...own.flat(),
    '',
  ].join('\n');
  return new Map([['docs/settings/README.md', text]]);
};

const sectionOf = (title: string, schema: z.ZodObject, names: readonly string[]): readonly string[] => {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return [
    '',
    `## ${title}`,
    '',
    '| setting | default | meaning |',
    '|---|---|---|',
    ...names.map((name) => {
      const property = properties[name];
      const { default: usual, description = '' } = typeof property === 'object' ? property : {};
      const without = required.includes(name) ? 'required' : 'none';
      return `| \`${name}\` | ${usual === undefined ? without : `\`${usual}\``} | ${description.replaceAll('|', '\\|')} |`;
    }),
  ];
};
