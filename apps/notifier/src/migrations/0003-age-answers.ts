import { Migration } from '@mikro-orm/migrations';
import { ageOfAnswers } from '@recoup/runtime/message-tables';

export class AgeAnswers extends Migration {
  override up(): void {
    for (const statement of ageOfAnswers) this.addSql(statement);
  }
}
