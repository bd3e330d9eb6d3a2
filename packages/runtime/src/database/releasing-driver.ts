import { PostgreSqlConnection, PostgreSqlDriver } from '@mikro-orm/postgresql';
import type { PostgresDialect } from 'kysely';
import type { PoolConfig } from 'pg';
import { isDatabaseUnavailable } from './unavailable.ts';

/**
 * Kysely 0.29 gives the connection of a transaction back to the pool only after a COMMIT or ROLLBACK that was answered. When the
 * connection is lost neither is, and after as many losses as the pool is large no request would ever get a connection again.
 * So a ROLLBACK that only says that the connection is gone counts as done, and a transaction that could not begin gives its
 * connection back; the pool throws a dead connection away by itself.
 */
class ReleasingConnection extends PostgreSqlConnection {
  override createKyselyDialect(overrides: PoolConfig): PostgresDialect {
    const dialect = super.createKyselyDialect(overrides);
    const createDriver = dialect.createDriver.bind(dialect);
    dialect.createDriver = () => {
      const driver = createDriver();
      const begin = driver.beginTransaction.bind(driver);
      driver.beginTransaction = async (connection, settings) => {
        try {
          await begin(connection, settings);
        } catch (error) {
          await driver.releaseConnection(connection);
          throw error;
        }
      };
      const rollback = driver.rollbackTransaction.bind(driver);
      driver.rollbackTransaction = async (connection) => {
        await rollback(connection).catch((error) => {
          if (!isDatabaseUnavailable(error)) throw error;
        });
      };
      return driver;
    };
    return dialect;
  }
}

/** The driver of MikroORM whose pool survives lost connections. */
export const ReleasingDriver: typeof PostgreSqlDriver = class extends PostgreSqlDriver {
  protected override readonly connection = new ReleasingConnection(this.config);
};
