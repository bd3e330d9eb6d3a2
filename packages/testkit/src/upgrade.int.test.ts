import { Migration } from '@mikro-orm/migrations';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from './test-database.ts';
import { upgrade } from './upgrade.ts';

class CreateInvoice extends Migration {
  override up(): void {
    this.addSql('create table invoice (number text not null primary key, amount bigint not null)');
  }
}
class RoundAmounts extends Migration {
  override up(): void {
    this.addSql('alter table invoice add rounded boolean not null default true');
    this.addSql('update invoice set amount = amount / 100 * 100');
  }
}

let server: TestDatabase;

beforeAll(async () => {
  server = await testDatabase('books');
});
afterAll(() => server.drop());

it('reports every row that a migration alters, and none to which it only adds a column', async () => {
  const rows = new Map([[1, [`insert into books.invoice values ('INV-1', 1000), ('INV-2', 1250)`]]]);
  expect(await upgrade(server, 'books', [CreateInvoice, RoundAmounts], rows)).toEqual([
    'migration 2 lost of invoice: {"amount":1250,"number":"INV-2"}',
  ]);
});
