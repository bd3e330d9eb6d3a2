import { exportJWK, generateKeyPair } from 'jose';
import { Registry } from 'prom-client';
import { accessTokens } from './access-token.ts';
import { journalBodies } from './bodies/journal-body.ts';
import { glMapping } from './gl-mapping-file.ts';
import { netsuiteGeneralLedger } from './netsuite-general-ledger.ts';
import { recordService } from './record-service.fixture.ts';

/** USD alone is mapped to a currency that the record service has. */
export const testMapping = glMapping.parse({
  subsidiaries: { '*': '1' },
  currencies: { USD: '1', EUR: '99' },
  accounts: { AR: '119', CPAY: '201', TAXP: '205', CLEXP: '612' },
  customers: { '*': '1' },
});

/** The adapter, and the record service that it calls. */
export const netsuiteUnderTest = async (timeoutMs = 5_000) => {
  const service = await recordService();
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: 'test' };
  const tokenUrl = `${service.address}/token`;
  const generalLedger = netsuiteGeneralLedger({
    baseUrl: service.address,
    access: accessTokens({ tokenUrl, clientId: 'test', key, now: () => new Date() }),
    registry: new Registry(),
    timeoutMs,
  });
  return {
    ...service,
    generalLedger,
    bodies: journalBodies(testMapping),
    close: async () => {
      generalLedger.shutdown();
      await service.close();
    },
  };
};
