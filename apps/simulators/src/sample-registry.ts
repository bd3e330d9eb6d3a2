const entity = (code: string, name: string, functionalCurrency: string, timeZone: string) => ({
  ...{ code, name, functionalCurrency, timeZone },
  calendar: 'WEEKDAYS',
});

/** The legal entities of the invented firm whose open items the sample files hold, and the system that bills for them. */
export const sampleRegistry = {
  entities: [
    entity('US01', 'Recoup Sample Inc.', 'USD', 'America/New_York'),
    entity('US02', 'Recoup Sample West LLC', 'USD', 'America/Los_Angeles'),
    entity('UK01', 'Recoup Sample Ltd', 'GBP', 'Europe/London'),
    entity('DE01', 'Recoup Sample GmbH', 'EUR', 'Europe/Berlin'),
    entity('JP01', 'Recoup Sample K.K.', 'JPY', 'Asia/Tokyo'),
    entity('KW01', 'Recoup Sample W.L.L.', 'KWD', 'Asia/Kuwait'),
  ],
  sources: [{ code: 'erp', partyPerEntity: false, numberPerYear: false, namesVary: false, echoes: 'ALL' }],
} as const;
