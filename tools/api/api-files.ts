import { rm } from 'node:fs/promises';
import { throwawayFolder } from '@recoup/local/throwaway-folder';
import { startHost } from '../../apps/embedded/src/host/start-host.ts';
import { type GeneratedFiles, jsonText } from '../generated-files.ts';

/**
 * The OpenAPI document of every service as it serves it: the embedded host is started on data of its own, asked and stopped.
 * Takes some seconds.
 */
export const apiFiles = async (): Promise<GeneratedFiles> => {
  const dataDir = await throwawayFolder('recoup-generate-');
  const { shown, stop } = await startHost({ dataDir, port: 8_480, environment: {}, log: () => {} });
  try {
    const files = await Promise.all(
      shown.services.map(async ({ prefix, address }): Promise<[string, string]> => {
        const answer = await fetch(`${address}/openapi.json`);
        if (!answer.ok) throw new Error(`${address}/openapi.json answered ${answer.status}`);
        return [`docs/api/${prefix.slice('/api/'.length)}.json`, jsonText(await answer.json())];
      }),
    );
    return new Map(files);
  } finally {
    await stop();
    await rm(dataDir, { recursive: true, force: true });
  }
};
