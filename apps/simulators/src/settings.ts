import * as z from 'zod';

const port = z.coerce.number().int().min(1).max(65_535);

/** The settings of the simulators when they run apart from the services. */
export const simulatorSettings = z.object({
  RECOUP_DATA: z.string().min(1).describe('folder of keys, mails and journals, and of what the services get'),
  ADDRESS: z.url().describe('where people reach it; with /oidc behind it, the name of the issuer'),
  NETWORK_NAME: z.string().min(1).describe('name of this machine in the network of the services'),
  PORT: port.default(8_080).describe('port of sign-in, mail and the services below /api'),
  SMTP_PORT: port.default(2_525).describe('port of the mailbox'),
  GL_PORT: port.default(8_190).describe('port of the simulator of NetSuite'),
  LEDGER_ADDRESS: z.url().describe('where the ledger service answers'),
  PACKET_ADDRESS: z.url().describe('where the packet service answers'),
  RISK_ADDRESS: z.url().describe('where the risk service answers'),
  NOTIFIER_ADDRESS: z.url().describe('where the notifier answers'),
  BUSINESS_DATE: z.iso.date().optional().describe('day of the sample exchange rates; today without it'),
  TIME_ZONE: z.string().default('UTC').describe('IANA zone in which the day turns'),
});
export type SimulatorSettings = z.infer<typeof simulatorSettings>;
