// The form of the options and the address, each kept as the other says.

import { parseAddress } from '../address.js';
import { announce } from '../announce.js';
import { copyField } from '../copy.js';
import { t } from '../language.js';
import { OPTIONS, optionsOf, withOptions } from './options.js';

/**
 * Joins the form to the field with the address. fields: elements by the names of the options, and bare: for no prefix; form: what they
 * are in; copy: a button.
 */
export function joinOptions(endpoint, { form, fields, copy }) {
  form.addEventListener('input', () => toAddress(endpoint, fields));
  endpoint.addEventListener('input', () => toForm(endpoint, fields));
  copy.addEventListener('click', async () => {
    const copied = await copyField(endpoint);
    announce('copy-address', () => t(copied ? 'echo.options.copied' : 'echo.options.notCopied'));
  });
  toForm(endpoint, fields);
}

function toAddress(endpoint, fields) {
  const { address } = parseAddress(endpoint.value);
  if (address) {
    fields.prefix.disabled = fields.bare.checked;
    endpoint.value = withOptions(address, values(fields));
  }
}

function values(fields) {
  const asked = {};
  for (const name of OPTIONS) {
    const { type, checked, value } = fields[name];
    if (type === 'checkbox' ? checked : value !== '') {
      asked[name] = type === 'checkbox' ? '1' : value;
    }
  }
  return fields.bare.checked ? { ...asked, prefix: '' } : asked;
}

function toForm(endpoint, fields) {
  const { address } = parseAddress(endpoint.value);
  if (!address) {
    return;
  }
  const asked = optionsOf(address);
  for (const name of OPTIONS) {
    const field = fields[name];
    if (field.type === 'checkbox') {
      field.checked = asked[name] === '1';
    } else {
      field.value = asked[name] ?? '';
    }
  }
  fields.bare.checked = asked.prefix === '';
  fields.prefix.disabled = asked.prefix === '';
}
