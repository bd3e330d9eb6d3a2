/** Bytes that grow at their end and can repeat what they already hold: what both Snappy and LZ4 are decoded into. */
export class GrowingBytes {
  #bytes = Buffer.alloc(64 * 1_024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  append(bytes: Uint8Array): void {
    this.#reserve(bytes.byteLength);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.byteLength;
  }

  /** Repeats `count` bytes from `distance` before the end; the source may overlap what is being written. */
  repeat(distance: number, count: number): void {
    if (distance < 1 || distance > this.#length)
      throw new Error('compressed records refer to bytes before their start');
    this.#reserve(count);
    for (let done = 0; done < count; done += 1) {
      this.#bytes[this.#length] = this.#bytes[this.#length - distance] ?? 0;
      this.#length += 1;
    }
  }

  toBuffer(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.byteLength) return;
    const larger = Buffer.alloc(Math.max(this.#bytes.byteLength * 2, this.#length + more));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
