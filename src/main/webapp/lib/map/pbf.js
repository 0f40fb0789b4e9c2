// Protocol Buffers, as far as vector tiles need them. What ends too early is a RangeError. No DOM in here.

const text = new TextDecoder();
const MOST_BYTES = 10;

export class Pbf {
  #bytes;
  #at;
  #end;
  #wire = 0;

  constructor(bytes, at = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#at = at;
    this.#end = end;
  }

  more() {
    return this.#at < this.#end;
  }

  /** The number of the next field; its value is to be read, or skipped. */
  field() {
    const key = this.varint();
    this.#wire = key & 7;
    return key >>> 3;
  }

  /** From 0 on; beyond 2 to the power of 53 only about right. */
  varint() {
    let byte = this.#byte();
    if (byte < 128) {
      return byte;
    }
    let value = byte & 127;
    let factor = 128;
    for (let count = 1; byte > 127; count++) {
      if (count === MOST_BYTES) {
        throw new RangeError('a number that does not end');
      }
      byte = this.#byte();
      value += (byte & 127) * factor;
      factor *= 128;
    }
    return value;
  }

  /** A number of either sign, the sign in its lowest bit. */
  zigzag() {
    const value = this.varint();
    return value % 2 ? -(value + 1) / 2 : value / 2;
  }

  /** What is in a field of its own length. */
  message() {
    const length = this.varint();
    if (length > this.#end - this.#at) {
      throw new RangeError('longer than what it is in');
    }
    const from = this.#at;
    this.#at += length;
    return new Pbf(this.#bytes, from, this.#at);
  }

  string() {
    const part = this.message();
    return text.decode(this.#bytes.subarray(part.#at, part.#end));
  }

  float() {
    return this.#view(4).getFloat32(0, true);
  }

  double() {
    return this.#view(8).getFloat64(0, true);
  }

  skip() {
    if (this.#wire === 0) {
      this.varint();
    } else if (this.#wire === 1) {
      this.#view(8);
    } else if (this.#wire === 2) {
      this.message();
    } else if (this.#wire === 5) {
      this.#view(4);
    } else {
      throw new RangeError(`a field of kind ${this.#wire}`);
    }
  }

  #byte() {
    if (this.#at >= this.#end) {
      throw new RangeError('ends too early');
    }
    return this.#bytes[this.#at++];
  }

  #view(length) {
    if (length > this.#end - this.#at) {
      throw new RangeError('ends too early');
    }
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset + this.#at, length);
    this.#at += length;
    return view;
  }
}
