import { exportJWK, generateKeyPair, SignJWT } from 'jose';

type Assertion = {
  readonly seconds?: number;
  readonly audience?: string;
  readonly kid?: string;
  readonly alg?: string;
};

/** An integration with a key of its own, as the ledger is one. */
export const aGlClient = async (alg = 'ES256') => {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const registration = {
    clientId: 'recoup-ledger',
    certificateId: `key-${alg}`,
    publicKey: await exportJWK(publicKey),
  };

  const assertion = (
    tokenUrl: string,
    { seconds = 600, audience = tokenUrl, kid = registration.certificateId }: Assertion = {},
  ) => {
    const iat = Math.floor(Date.now() / 1_000);
    return new SignJWT({ scope: ['rest_webservices'] })
      .setProtectedHeader({ typ: 'JWT', alg, kid })
      .setIssuer(registration.clientId)
      .setAudience(audience)
      .setIssuedAt(iat)
      .setExpirationTime(iat + seconds)
      .sign(privateKey);
  };
  const exchange = async (tokenUrl: string, options?: Assertion) =>
    fetch(tokenUrl, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await assertion(tokenUrl, options),
      }),
    });
  return { registration, exchange };
};

/** The journal of a small write-off, balanced, of an open month. */
export const aJournal = (changes: Record<string, unknown> = {}) => ({
  externalId: 'WO-0193f2a07c3e7d1f8b5a6c4e2d1f0a9b-USD-1-E-1',
  tranDate: '2026-04-23',
  subsidiary: { id: '1' },
  currency: { id: '1' },
  memo: 'Write-off packet XYZ-2025-Q1',
  line: {
    items: [
      { account: { id: '612' }, debit: 41_250.1, memo: 'Bad debt expense' },
      { account: { id: '119' }, credit: 41_250.1, memo: 'AR - XYZ Corp', entity: { id: '4471' } },
    ],
  },
  ...changes,
});
