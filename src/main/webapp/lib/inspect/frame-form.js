// A form for a message that becomes frames: its opcode decides what is asked for.

import { parseHex } from '../hex.js';
import { say, tell } from '../language.js';
import { kindOf, messageOf } from './message.js';

const HELLO = '48 65 6c 6c 6f';

export class FrameForm {
  #parts;
  #most;

  /**
   * parts: elements {form, opcode, mask, fragments, codeField (what the code stands in), code, label (the message's), message, error};
   * most: bytes of a payload; submitted(): it is to be sent.
   */
  constructor(parts, most, submitted) {
    this.#parts = parts;
    this.#most = most;
    parts.form.addEventListener('submit', (event) => (event.preventDefault(), submitted()));
    parts.opcode.addEventListener('change', () => this.#showKind());
    this.#showKind();
  }

  /** What is typed, as messageOf() gives it; rsv: the reserved bits as a number. */
  read(rsv) {
    const { opcode, mask, fragments, code, message } = this.#parts;
    const fields = { opcode: opcode.value, mask: mask.value, fragments: fragments.value, code: code.value, typed: message.value };
    return messageOf({ ...fields, rsv }, this.#most);
  }

  /** Says something beneath it that is no field's fault; nothing where there is no key. */
  note(key, values) {
    const { code, message, error } = this.#parts;
    tell(error, key, values);
    code.removeAttribute('aria-invalid');
    message.removeAttribute('aria-invalid');
  }

  /** Says what is wrong, and marks the field. */
  complain(key, values) {
    this.note(key, values);
    const field = key === 'inspect.badCode' ? this.#parts.code : this.#parts.message;
    field.setAttribute('aria-invalid', 'true');
    field.focus();
  }

  /** A close has a code and a reason; binary is typed in hexadecimal. */
  #showKind() {
    const { opcode, codeField, label, message } = this.#parts;
    const kind = kindOf(opcode.value);
    codeField.hidden = kind !== 'reason';
    say(label, `inspect.message.${kind}`);
    if (kind === 'hex' && parseHex(message.value).error) {
      message.value = HELLO;
    }
  }
}
