import { byId, make } from './lib/dom.js';
import { Figures } from './lib/figures/figures.js';
import { History } from './lib/figures/history.js';
import { Plot } from './lib/figures/plot.js';
import { showRows } from './lib/figures/rows.js';
import { readFigures } from './lib/figures/text.js';
import { formatSize, formatSpan } from './lib/format.js';
import { currentLanguage, onLanguage, say, sayPlain, t, tell } from './lib/language.js';
import { showPill } from './lib/status.js';
import { whyOf } from './lib/why.js';

const EVERY_MS = 2000;
const MINUTE_MS = 60_000;
const SPAN_MS = 5 * MINUTE_MS;
const NEAR = 0.8;
const NOT_YOURS = 'not_yours';
const BYTES = new Set(['feeds.max-bytes', 'tracker.trails', 'gather.max-total', 'unsent.max-total', 'work.max-unread', 'heads.max-total', 'bodies.max-total']);

const history = new History(SPAN_MS);
const plots = {
  sessions: new Plot(byId('plot-sessions'), SPAN_MS, 1),
  messages: new Plot(byId('plot-messages'), SPAN_MS, 1),
  lag: new Plot(byId('plot-lag'), SPAN_MS, 0.1),
  heap: new Plot(byId('plot-heap'), SPAN_MS, 1),
};
let timer;

onLanguage(show);
document.addEventListener('visibilitychange', goOn);
goOn();

/** Nobody asks for figures that nobody sees. */
function goOn() {
  clearTimeout(timer);
  if (document.visibilityState === 'visible') {
    look();
  }
}

async function look() {
  clearTimeout(timer);
  const again = await ask();
  clearTimeout(timer);
  if (again && document.visibilityState === 'visible') {
    timer = setTimeout(look, EVERY_MS);
  }
}

/** True where it is worth while to ask again. */
async function ask() {
  try {
    const response = await fetch(new URL('metrics', document.baseURI), { cache: 'no-store' });
    if (response.ok) {
      history.add(new Figures(readFigures(await response.text()), performance.now()));
      said('live', 'status.live');
      show();
      return true;
    }
    const problem = await response.json().catch(() => ({}));
    return refused(response.status, problem);
  } catch {
    said('retrying', 'status.lost', 'status.lost.why');
    return true;
  }
}

function refused(status, { code, detail = '' }) {
  if (code === NOT_YOURS) {
    byId('figures').hidden = true;
    byId('summary').hidden = true;
    said('ended', 'status.notYours', 'status.notYours.why');
    byId('server-words').hidden = !detail;
    say(byId('server-words'), 'status.serverSays', { detail });
    return false;
  }
  said('retrying', 'status.lost', 'status.refusedNow', { why: whyOf({ code: code ?? status, message: detail }) });
  return true;
}

function said(state, pill, why, values) {
  showPill(byId('status'), state, pill);
  tell(byId('why'), why, values);
  byId('server-words').hidden = true;
}

function show() {
  const now = history.latest;
  if (!now || byId('status').dataset.state === 'ended') {
    return;
  }
  byId('figures').hidden = false;
  byId('summary').hidden = false;
  const before = history.since(MINUTE_MS);
  showSummary(now, before);
  showPlots(now, before);
  showCaps(now);
  showReasons(now, before);
  showServices(now, before);
  showPools(now);
  showBuild(now);
}

function showSummary(now, before) {
  say(byId('says-sessions'), 'status.says.sessions', { count: now.sum('echolocate_sessions') });
  const received = rate(now, before, 'echolocate_messages_received_total');
  const sent = rate(now, before, 'echolocate_messages_sent_total');
  say(byId('says-messages'), before ? 'status.says.messages' : 'status.says.counting', { received, sent });
  const near = now.caps().filter(({ share }) => share >= NEAR);
  say(byId('says-caps'), near.length ? 'status.says.near' : 'status.says.room', { settings: near.map(({ setting }) => setting).join(', ') });
  const recent = now.reasons('echolocate_refused_total', before).reduce((sum, reason) => sum + reason.recent, 0);
  say(byId('says-refused'), recent ? 'status.says.refused' : 'status.says.nobody', recent ? { count: recent } : {});
}

function showPlots(now, before) {
  plots.sessions.draw(history.series((look) => look.sum('echolocate_sessions')));
  say(byId('plot-sessions-words'), 'status.plot.sessions', { now: now.sum('echolocate_sessions') });
  plots.messages.draw(history.series((look, last) => look.rate(last, 'echolocate_messages_sent_total')));
  say(byId('plot-messages-words'), 'status.plot.messages', { now: rate(now, before, 'echolocate_messages_sent_total') });
  plots.lag.draw(history.series((look, last) => last && finite(look.lag(last))));
  const lag = before && now.lag(before);
  say(byId('plot-lag-words'), lag === undefined ? 'status.plot.lag.none' : 'status.plot.lag', { now: lag === Infinity ? '> 5' : lag });
  const used = now.get('jvm_memory_used_bytes', { area: 'heap' }) ?? 0;
  const most = now.get('jvm_memory_max_bytes', { area: 'heap' }) ?? 0;
  const direct = now.get('jvm_buffer_pool_used_bytes', { pool: 'direct' }) ?? 0;
  plots.heap.draw(history.series((look) => (look.get('jvm_memory_used_bytes', { area: 'heap' }) ?? 0) / Math.max(1, most)));
  say(byId('plot-heap-words'), 'status.plot.heap', { now: formatSize(used), most: formatSize(most), direct: formatSize(direct) });
}

function finite(value) {
  return value === Infinity ? 5 : value;
}

function showCaps(now) {
  showRows(byId('caps'), now.caps(), ({ setting }) => setting, [
    ['th', 'code', (cell, { setting, share }) => {
      sayPlain(cell, setting);
      cell.parentElement.dataset.near = share >= NEAR;
    }],
    ['td', '', (cell, { setting, share }) => showShare(cell, setting, share)],
    ['td', 'number', (cell, { setting, used }) => sayPlain(cell, amount(setting, used))],
    ['td', 'number', (cell, { setting, limit }) => sayPlain(cell, amount(setting, limit))],
  ]);
}

function showShare(cell, setting, share) {
  if (!cell.firstChild) {
    const meter = make('meter');
    Object.assign(meter, { min: 0, max: 1, low: NEAR / 2, high: NEAR, optimum: 0 });
    cell.append(meter, make('span'));
  }
  const [meter, words] = cell.children;
  meter.value = Math.min(1, share);
  meter.setAttribute('aria-label', setting);
  sayPlain(words, share.toLocaleString(currentLanguage(), { style: 'percent' }));
}

function amount(setting, value) {
  return BYTES.has(setting) ? formatSize(value) : whole(value);
}

function showReasons(now, before) {
  const refusals = now.reasons('echolocate_refused_total', before);
  byId('nobody-refused').hidden = refusals.length > 0;
  byId('refused-frame').hidden = refusals.length === 0;
  showRows(byId('refused'), refusals, ({ reason }) => reason, [
    ['th', '', (cell, { reason, recent }) => {
      say(cell, `refusal.${reason}`);
      cell.parentElement.dataset.recent = recent > 0;
    }],
    ['td', 'code', (cell, { setting }) => sayPlain(cell, setting || '–')],
    ...counts(),
  ]);
  const endings = now.reasons('echolocate_sessions_ended_total', before);
  byId('none-ended').hidden = endings.length > 0;
  byId('ended-frame').hidden = endings.length === 0;
  showRows(byId('ended'), endings, ({ reason }) => reason, [['th', '', (cell, { reason }) => say(cell, `ending.${reason}`)], ...counts()]);
}

function counts() {
  return [
    ['td', 'number', (cell, { recent }) => sayPlain(cell, whole(recent))],
    ['td', 'number', (cell, { count }) => sayPlain(cell, whole(count))],
  ];
}

function showServices(now, before) {
  const services = ['tracker', 'chat', 'room', 'echo', 'broadcast', 'inspect'];
  const sessions = (transport) => ['td', 'number', (cell, service) => sayPlain(cell, number(now.get('echolocate_sessions', { service, transport })))];
  const each = (name) => ['td', 'number', (cell, service) => {
    const risen = now.rate(before, name, { service });
    sayPlain(cell, risen === undefined ? '–' : t('status.aSecond', { value: name.includes('bytes') ? formatSize(Math.round(risen)) : brief(risen) }));
  }];
  showRows(byId('services'), services, (service) => service, [
    ['th', '', (cell, service) => say(cell, `nav.${service}`)],
    sessions('websocket'),
    sessions('sse'),
    sessions('long_poll'),
    ['td', 'number', (cell, service) => sayPlain(cell, number(now.get('echolocate_rooms', { service })))],
    each('echolocate_messages_received_total'),
    each('echolocate_messages_sent_total'),
    each('echolocate_received_bytes_total'),
    each('echolocate_sent_bytes_total'),
  ]);
}

function showPools(now) {
  const pools = now.all('echolocate_pool_threads').map(({ labels }) => labels.pool);
  const figure = (name) => ['td', 'number', (cell, pool) => sayPlain(cell, number(now.get(`echolocate_pool_${name}`, { pool })))];
  showRows(byId('pools'), pools, (pool) => pool, [
    ['th', '', (cell, pool) => say(cell, `pool.${pool}`)],
    figure('busy'),
    figure('threads'),
    figure('waiting'),
    figure('places'),
  ]);
}

function showBuild(now) {
  const { version = '?', java = '?', server } = now.all('echolocate_build_info')[0]?.labels ?? {};
  const started = (now.get('echolocate_start_time_seconds') ?? 0) * 1000;
  say(byId('build'), server === 'own' ? 'status.build.own' : 'status.build.container', {
    version,
    java,
    span: () => formatSpan(Date.now() - started),
    connections: now.get('echolocate_connections') ?? 0,
  });
}

function rate(now, before, name) {
  const risen = now.rate(before, name);
  return () => (risen === undefined ? '–' : brief(risen));
}

function brief(value) {
  return value.toLocaleString(currentLanguage(), { maximumFractionDigits: value < 10 ? 1 : 0 });
}

function number(value) {
  return value === undefined ? '–' : whole(value);
}

function whole(value) {
  return value.toLocaleString(currentLanguage());
}
