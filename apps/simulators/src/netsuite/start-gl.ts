import { join } from 'node:path';
import { type SigningKey, signingKey } from '../sign-in/signing-key.ts';
import { startGlStandIn } from './server.ts';

const clientId = 'recoup-ledger';

const publicPart = ({ kty, crv, x, y }: SigningKey) => ({ kty, crv, x, y });

/** The GL stand-in with the ledger's integration registered, and what the ledger needs to sign in there. */
export const startGl = async (
  dataDir: string,
  place: { readonly port?: number; readonly address?: string } = {},
) => {
  const folder = join(dataDir, 'gl-stand-in');
  const key = await signingKey(join(folder, 'ledger-key.json'));
  const client = { clientId, certificateId: key.kid, publicKey: publicPart(key) };
  const { address, tokenUrl, stop } = await startGlStandIn({ folder, clients: [client], ...place });
  return { lent: { address, tokenUrl, clientId, key }, stop };
};
