import { exportJWK, generateKeyPair } from 'jose';
import { Registry } from 'prom-client';
import { afterAll, beforeAll } from 'vitest';
import { generalLedgerSuite } from '../../ports/general-ledger.suite.ts';
import { accessTokens } from './access-token.ts';
import { netsuiteGeneralLedger } from './netsuite-general-ledger.ts';
import { recordService } from './record-service.fixture.ts';

let service: Awaited<ReturnType<typeof recordService>>;
let generalLedger: ReturnType<typeof netsuiteGeneralLedger>;

beforeAll(async () => {
  service = await recordService();
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: 'test' };
  const tokenUrl = `${service.address}/token`;
  generalLedger = netsuiteGeneralLedger({
    baseUrl: service.address,
    tokens: accessTokens({ tokenUrl, clientId: 'test', key, now: () => new Date() }),
    mapping: {
      subsidiaries: { '*': '1' },
      currencies: { USD: '1' },
      accounts: { AR: '119', CPAY: '201', TAXP: '205', CLEXP: '612' },
      customers: { '*': '1' },
    },
    registry: new Registry(),
    timeoutMs: 5_000,
  });
});
afterAll(async () => {
  generalLedger?.shutdown();
  await service?.close();
});

generalLedgerSuite(() => ({ ...service, generalLedger }));
