// What one look at a server's figures says, and what has happened since another.

const BUCKET = 'echolocate_flush_lag_seconds_bucket';

export class Figures {
  #families;

  /** Families as readFigures gives them; at: milliseconds of a clock that only goes forward. */
  constructor(families, at) {
    this.#families = families;
    this.at = at;
  }

  /** The samples of a name, maybe none. */
  all(name) {
    return this.#families.get(name) ?? [];
  }

  /** The value under these labels, or undefined. */
  get(name, labels = {}) {
    return this.#matching(name, labels)[0]?.value;
  }

  /** All values together that have these labels, and maybe others. */
  sum(name, labels = {}) {
    return this.#matching(name, labels).reduce((sum, sample) => sum + sample.value, 0);
  }

  #matching(name, labels) {
    return this.all(name).filter((sample) => Object.entries(labels).every(([key, value]) => sample.labels[key] === value));
  }

  /** What each setting limits, the nearest to its limit first, by whole percents, so that rows don't dance: [{ setting, used, limit, share }]. */
  caps() {
    return this.all('echolocate_cap_limit')
      .map(({ labels: { setting }, value: limit }) => {
        const used = this.get('echolocate_cap_used', { setting }) ?? 0;
        return { setting, used, limit, share: limit > 0 ? used / limit : 0 };
      })
      .sort((a, b) => percent(b) - percent(a) || a.setting.localeCompare(b.setting));
  }

  /** How much a counter has risen a second since an earlier look; undefined where the server began anew, or nothing is known. */
  rate(earlier, name, labels) {
    const seconds = earlier ? (this.at - earlier.at) / 1000 : 0;
    const risen = earlier ? this.sum(name, labels) - earlier.sum(name, labels) : -1;
    return seconds > 0 && risen >= 0 ? risen / seconds : undefined;
  }

  /** The counts by reason that are not zero, those that rose since an earlier look first: [{ reason, setting, count, recent }]. */
  reasons(name, earlier) {
    return this.all(name)
      .filter(({ value }) => value > 0)
      .map(({ labels, value: count }) => {
        const recent = earlier ? Math.max(0, count - (earlier.get(name, labels) ?? 0)) : 0;
        return { ...labels, count, recent };
      })
      .sort((a, b) => b.recent - a.recent || b.count - a.count);
  }

  /** The seconds within which 99 of 100 flushes since an earlier look were done; undefined where there was none. */
  lag(earlier) {
    const buckets = this.all(BUCKET)
      .map(({ labels, value }) => ({ le: labels.le === '+Inf' ? Infinity : Number(labels.le), count: value - (earlier?.get(BUCKET, labels) ?? 0) }))
      .sort((a, b) => a.le - b.le);
    const all = buckets[buckets.length - 1]?.count ?? 0;
    return all > 0 ? buckets.find(({ count }) => count >= 0.99 * all).le : undefined;
  }
}

function percent({ share }) {
  return Math.round(100 * share);
}
