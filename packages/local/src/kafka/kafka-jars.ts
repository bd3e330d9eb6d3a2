import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** The release that is started here; also the version in `kafka/pom.xml`. */
const kafkaVersion = '4.2.0';

const pom = resolve(import.meta.dirname, '../../kafka/pom.xml');
const oldestJava = 17;

/** Shared by all checkouts of a user: 43 MB that never change. */
const jarsFolder = (): string =>
  join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'recoup', `kafka-${kafkaVersion}`);

const javaVersion = (): number | undefined => {
  const asked = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const [, version] = /version "(\d+)/.exec(`${asked.stderr}${asked.stdout}`) ?? [];
  return version === undefined ? undefined : Number(version);
};

/** Why Kafka cannot be started on this machine, or undefined when it can. */
export const kafkaObstacle = (): string | undefined => {
  const java = javaVersion();
  if (java === undefined) return 'there is no Java on this machine';
  if (java < oldestJava) return `Java ${java} is too old, Kafka ${kafkaVersion} needs ${oldestJava}`;
  if (existsSync(jarsFolder()) || spawnSync('mvn', ['--version']).status === 0) return undefined;
  return 'there is no Maven on this machine to get the jars of Kafka with';
};

export const kafkaAvailable = (): boolean => kafkaObstacle() === undefined;

const fetchInto = (folder: string): Promise<void> =>
  new Promise((done, failed) => {
    const args = ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${folder}`];
    const maven = spawn('mvn', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [maven.stdout, maven.stderr])
      stream.on('data', (chunk) => {
        said += chunk;
      });
    maven.once('error', failed);
    maven.once('close', (code) => {
      if (code === 0) done();
      else failed(new Error(`Maven could not get the jars of Kafka:\n${said.trim().slice(-2_000)}`));
    });
  });

/** The class path of Kafka, its jars fetched on the first use. The folder appears under its name only when it is whole. */
export const kafkaClassPath = async (log: (line: string) => void): Promise<string> => {
  const folder = jarsFolder();
  if (existsSync(folder)) return join(folder, '*');
  log(`Getting Kafka ${kafkaVersion} (first use) ...`);
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(dirname(folder), { recursive: true });
  rmSync(unfinished, { recursive: true, force: true });
  await fetchInto(unfinished);
  if (!readdirSync(unfinished).includes(`kafka_2.13-${kafkaVersion}.jar`))
    throw new Error(`Maven brought no Kafka ${kafkaVersion} into ${unfinished}`);
  try {
    renameSync(unfinished, folder);
  } catch (fault) {
    // Another process was faster.
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw fault;
  }
  return join(folder, '*');
};
