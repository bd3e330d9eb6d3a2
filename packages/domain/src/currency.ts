/** An ISO 4217 alphabetic code, for example `USD`. */
export type Currency = string & { readonly currency: true };

/** Decimal places that ISO 4217 gives each currency in circulation; those not named here have two. */
const exponents: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3])),
  CLF: 4,
  UYW: 4,
};

const twoDecimals = new Set(
  `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC
   CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD
   KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO
   NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL
   THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG`
    .trim()
    .split(/\s+/),
);

/** Reads an ISO 4217 code exactly as written in capitals; anything else is `undefined`. */
export const toCurrency = (text: string): Currency | undefined =>
  twoDecimals.has(text) || Object.hasOwn(exponents, text) ? (text as Currency) : undefined;

/** All of them, by code. */
export const currencies: readonly Currency[] = [...twoDecimals, ...Object.keys(exponents)]
  .sort()
  .flatMap((code) => toCurrency(code) ?? []);

/** The currency under the code that a database or a message holds; an unknown code is a fault and throws. */
export const storedCurrency = (code: string): Currency => {
  const currency = toCurrency(code);
  if (!currency) throw new RangeError(`${code} is not a currency`);
  return currency;
};

/** Decimal places of one unit of the currency: 2 for USD, 0 for JPY, 3 for BHD. */
export const exponentOf = (currency: Currency): number => exponents[currency] ?? 2;
