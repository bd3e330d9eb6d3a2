import { randomBytes } from 'node:crypto';
import { freePort } from '@recoup/local/free-port';
import { kafkaContainerSettings } from '@recoup/local/kafka/kafka-container';
import { GenericContainer, type StartedTestContainer, Wait } from 'testcontainers';

const withinMs = 90_000;

const started = async (setting: string, image: string, container: GenericContainer) => {
  try {
    return await container.withStartupTimeout(withinMs).start();
  } catch (fault) {
    throw new Error(`${setting}: ${image} could not be started in a container`, { cause: fault });
  }
};
const stopOf = (container: StartedTestContainer) => async () => {
  await container.stop();
};

/** A throwaway PostgreSQL of TEST_POSTGRES_IMAGE. Throws naming the setting when there is no container engine or no such image. */
export const startPostgresContainer = async (
  image: string,
): Promise<{ readonly adminUrl: string; readonly stop: () => Promise<void> }> => {
  const password = randomBytes(16).toString('hex');
  const container = await started(
    'TEST_POSTGRES_IMAGE',
    image,
    new GenericContainer(image)
      .withEnvironment({ POSTGRES_PASSWORD: password })
      .withCommand(['postgres', '-c', 'max_connections=200'])
      .withExposedPorts(5_432)
      .withHealthCheck({
        // By address: while the public image prepares itself it answers on its socket already.
        test: ['CMD', 'pg_isready', '-q', '-h', '127.0.0.1', '-U', 'postgres'],
        interval: 500,
        timeout: 5_000,
        retries: 120,
      })
      .withWaitStrategy(Wait.forHealthCheck()),
  );
  const server = `${container.getHost()}:${container.getMappedPort(5_432)}`;
  return { adminUrl: `postgres://postgres:${password}@${server}/postgres`, stop: stopOf(container) };
};

/**
 * A throwaway single-node Kafka of TEST_KAFKA_IMAGE, whose settings are the KAFKA_ variables of the public image. It learns before it
 * starts which port clients will see, so it gets the same one inside and outside.
 */
export const startKafkaContainer = async (
  image: string,
): Promise<{ readonly brokers: readonly string[]; readonly stop: () => Promise<void> }> => {
  const port = await freePort(39_192);
  const container = await started(
    'TEST_KAFKA_IMAGE',
    image,
    new GenericContainer(image)
      .withEnvironment({ ...kafkaContainerSettings(port) })
      .withExposedPorts({ container: port, host: port })
      .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/)),
  );
  return { brokers: [`127.0.0.1:${port}`], stop: stopOf(container) };
};
