import { exportJWK, generateKeyPair } from 'jose';
import { Registry } from 'prom-client';
import { glMapping } from '../../reads/registry/gl-mappings.ts';
import { clientCredentials } from './access/client-credentials.ts';
import { glKeys } from './access/key-file.ts';
import { bodiesBy } from './bodies/journal-body.ts';
import { netsuiteGeneralLedger } from './netsuite-general-ledger.ts';
import { recordCalls } from './record-calls.ts';
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
  const keys = glKeys.parse({ ...(await exportJWK(privateKey)), kid: 'test' });
  if (keys.kind !== 'client-credentials') throw new Error('these are no keys');
  const now = () => new Date();
  const tokenUrl = `${service.address}/token`;
  const calls = recordCalls({
    baseUrl: service.address,
    access: clientCredentials({ tokenUrl, clientId: 'test', keys: keys.keys, now }),
    callsAtOnce: 2,
    now,
    registry: new Registry(),
    timeoutMs,
  });
  return {
    ...service,
    calls,
    generalLedger: netsuiteGeneralLedger(calls, timeoutMs),
    mapped: bodiesBy(testMapping),
    close: async () => {
      calls.shutdown();
      await service.close();
    },
  };
};
