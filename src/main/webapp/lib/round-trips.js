// Which sent message an echo answers. An echo server answers in order, and its text ends as the sent one does.

const TAIL = 256;
const MOST = 1000;

export class RoundTrips {
  #waiting = { text: [], binary: [] };

  /** what: the text, or the number of bytes. */
  left(type, what, now) {
    const list = this.#waiting[type];
    list.push({ what: typeof what === 'string' ? what.slice(-TAIL) : what, now });
    if (list.length > MOST) {
      list.shift();
    }
  }

  /** The round trip in ms, or undefined for a message that answers nothing. */
  arrived(type, what, now) {
    const list = this.#waiting[type];
    const answers = (sent) => (typeof what === 'string' ? what.endsWith(sent.what) : what === sent.what);
    const index = list.findIndex(answers);
    if (index < 0) {
      return undefined;
    }
    const [sent] = list.splice(0, index + 1).slice(-1);
    return now - sent.now;
  }

  forget() {
    this.#waiting = { text: [], binary: [] };
  }
}

const REPORT = /^\{"ping":\d+,"ms":(\d+(?:\.\d+)?)\}$/;

/** The round trip in ms of a ping that the server tells of, or undefined for any other message, and where it was not asked to. */
export function reportedTrip(url, text) {
  const report = new URL(url).searchParams.get('report') === '1' && REPORT.exec(text);
  return report ? Number(report[1]) : undefined;
}
