import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { possibleDataFolders } from './data-folder.ts';
import { claimFolder, releaseFolder } from './lock-file.ts';
import { pathsIn } from './postgres/cluster.ts';
import { type Upgraded, upgradeCluster } from './postgres/upgrade-cluster.ts';

/** Where the host has its PostgreSQL below its data folder. */
export const postgresFolder = (dataDir: string): string => join(dataDir, 'postgres');

/**
 * Brings the database of the host's data folder to the installed PostgreSQL; `wished` is RECOUP_DATA. Throws with what stands
 * against it.
 */
export const upgradeData = async (
  wished: string | undefined,
  oldBin: string | undefined,
  log: (line: string) => void,
): Promise<Upgraded> => {
  const folders = possibleDataFolders(wished);
  const dataDir = folders.find((folder) => existsSync(pathsIn(postgresFolder(folder)).cluster));
  if (!dataDir) throw new Error(`There are no data in ${folders.join(' or ')}.`);
  if (claimFolder(dataDir)) throw new Error(`Recoup is running on ${dataDir}. Stop it first.`);
  try {
    return await upgradeCluster({ dataDir: postgresFolder(dataDir), oldBin, log });
  } finally {
    releaseFolder(dataDir);
  }
};
