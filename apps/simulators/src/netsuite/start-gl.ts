import { join } from 'node:path';
import { type SigningKey, signingKey } from '../sign-in/signing-key.ts';
import { startNetsuiteSimulator } from './server.ts';

const clientId = 'recoup-ledger';

const publicPart = ({ kty, crv, x, y }: SigningKey) => ({ kty, crv, x, y });

/** The GL simulator with the ledger's integration registered, and what the ledger needs to sign in there. */
export const startGl = async (
  dataDir: string,
  listening: { readonly port?: number; readonly address?: string } = {},
) => {
  const folder = join(dataDir, 'gl-simulator');
  const key = await signingKey(join(folder, 'ledger-key.json'));
  const client = { clientId, certificateId: key.kid, publicKey: publicPart(key) };
  const { address, tokenUrl, stop } = await startNetsuiteSimulator({
    folder,
    clients: [client],
    ...listening,
  });
  return { access: { address, tokenUrl, clientId, key }, stop };
};
