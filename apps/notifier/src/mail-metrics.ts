import { Counter, type Registry } from 'prom-client';

export const countMails = (registry: Registry) => {
  const mails = new Counter({
    name: 'recoup_emails_total',
    help: 'Mails by what became of them; later means that they are tried again',
    labelNames: ['template', 'outcome'],
    registers: [registry],
  });
  return (template: string, outcome: string): void => {
    mails.inc({ template, outcome });
  };
};
