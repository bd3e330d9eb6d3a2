import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { aGlClient } from './gl-client.fixture.ts';
import { startNetsuiteSimulator } from './server.ts';

const Token = z.object({ access_token: z.string() });

/** A simulator of its own, and calls to it that are signed in. */
export const simulatorUnderTest = async (port: number) => {
  const folder = mkdtempSync(join(tmpdir(), 'recoup-gl-'));
  const client = await aGlClient();
  const simulator = await startNetsuiteSimulator({ folder, port, clients: [client.registration] });
  const exchanged = await client.exchange(simulator.tokenUrl);
  const token = Token.parse(await exchanged.json()).access_token;
  const services = `${simulator.address}/services/rest`;

  const call = (
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> =>
    fetch(path.startsWith('http') ? path : `${services}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        connection: 'close',
        'content-type': 'application/json',
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
  return {
    address: simulator.address,
    call,
    /** Changes the simulator itself: its settings, faults and lists. */
    change: async (what: string, body: unknown): Promise<void> => {
      const changed = await fetch(`${simulator.address}/__admin/${what}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!changed.ok) throw new Error(await changed.text());
    },
    stop: async () => {
      await simulator.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
