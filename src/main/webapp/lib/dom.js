/** The element with an id. */
export function byId(id) {
  return document.getElementById(id);
}

/** Elements by what they are for, as a module wants them: {rows: 'log-rows'} gives {rows: the element with that id}. */
export function parts(ids) {
  return Object.fromEntries(Object.entries(ids).map(([part, id]) => [part, byId(id)]));
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
