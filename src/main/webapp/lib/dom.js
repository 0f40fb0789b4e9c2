/** The element with an id. */
export function byId(id) {
  return document.getElementById(id);
}

/** A new element with a class and children; strings become text, never markup. */
export function make(name, className, ...children) {
  const element = document.createElement(name);
  if (className) {
    element.className = className;
  }
  element.append(...children);
  return element;
}
