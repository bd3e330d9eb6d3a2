/** A receipt has its number a moment after it was booked; it changes nothing of the packet but what its receipt is called. */
export type ReceiptNumbers = {
  readonly keep: (packetId: string, cashReceiptId: string, receiptNo: string) => Promise<void>;
};
