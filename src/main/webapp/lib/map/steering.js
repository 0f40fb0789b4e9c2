// Who decides what the map shows. At first we do, and keep everybody in sight. What the person chooses stays, until they ask
// for everybody, or for somebody, again. No DOM in here.

export class Steering {
  #fitting = true;
  #followed;
  #held = false;

  /** Who is kept in the middle; undefined: nobody. */
  get followed() {
    return this.#followed;
  }

  /** Whether we may move the map now, so that everybody is in sight. */
  get mayFit() {
    return this.#fitting && !this.#held;
  }

  /** For whom we may move the map now; undefined: for nobody. */
  get mayFollow() {
    return this.#held ? undefined : this.#followed;
  }

  /** Everybody is to be seen. */
  fit() {
    this.#fitting = true;
    this.#followed = undefined;
  }

  /** Somebody is to be in the middle; undefined: nobody any more. */
  follow(key) {
    this.#followed = key;
    this.#fitting &&= key === undefined;
  }

  /** One place is to be seen, once. */
  stay() {
    this.#fitting = false;
  }

  /** The person begins to move the map. Who zooms goes on following: that is about who is in the middle, not how near. */
  taken({ zooms }) {
    this.#fitting = false;
    this.#held = true;
    if (!zooms) {
      this.#followed = undefined;
    }
  }

  /** The map stands still. */
  released() {
    this.#held = false;
  }
}
