import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asDatabaseUser, type DatabaseUser } from './database-user.ts';

/** The major version that wrote a cluster; undefined when there is none. */
export const majorOfCluster = (cluster: string): string | undefined => {
  const file = join(cluster, 'PG_VERSION');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
};

/** The major version of a `postgres`. Throws when it cannot be started. */
export const majorOfProgram = (postgres: string, user: DatabaseUser | undefined): string => {
  const asked = spawnSync(postgres, ['--version'], { ...asDatabaseUser(user), encoding: 'utf8' });
  const [, major] = /\(PostgreSQL\) (\d+)/.exec(asked.stdout ?? '') ?? [];
  if (!major) throw new Error(`${postgres} cannot be started: ${asked.error?.message ?? asked.stderr}`);
  return major;
};

/** PostgreSQL itself would end with a few lines in a log. Throws with both versions and the way on. */
export const refuseOtherMajor = (cluster: string, postgres: string, user: DatabaseUser | undefined): void => {
  const [written, ours] = [majorOfCluster(cluster), majorOfProgram(postgres, user)];
  if (written === undefined || written === ours) return;
  throw new Error(
    Number(written) > Number(ours)
      ? `The data in ${cluster} are of PostgreSQL ${written}, newer than the ${ours} of this release. Start the release that wrote them.`
      : `The data in ${cluster} are of PostgreSQL ${written}, and this release has ${ours}. Bring them to it with: npm run -s recoup -- upgrade-data`,
  );
};
