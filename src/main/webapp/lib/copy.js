/** Puts what stands in a field on the clipboard; false where the browser doesn't let us. */
export async function copyField(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    // no clipboard on plain http, or none allowed: the old way
    field.focus();
    field.select();
    return document.execCommand('copy');
  }
}
