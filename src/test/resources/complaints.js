// The first script of each page in engines that tell a test nothing of their console: what is said there, thrown, refused or
// asked of somebody else is kept for the test, over all pages of a tab.

(() => {
  const KEPT = 'complaints';
  const complain = (what) => sessionStorage.setItem(KEPT, JSON.stringify([...JSON.parse(sessionStorage.getItem(KEPT) ?? '[]'), what]));
  for (const level of ['log', 'info', 'debug', 'warn', 'error', 'trace']) {
    console[level] = (...said) => complain(`console ${level}: ${said.join(' ')}`);
  }
  addEventListener('error', ({ message, filename, lineno, target }) => complain(
    message ? `thrown: ${message} at ${filename}:${lineno}` : `not loaded: ${target.src ?? target.href}`), true);
  addEventListener('unhandledrejection', ({ reason }) => complain(`rejected: ${reason}`));
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => complain(`against the policy: ${violatedDirective} ${blockedURI}`));
  new PerformanceObserver((list) => list.getEntries()
    .filter(({ name }) => !name.startsWith(`${location.origin}/`) && !/^(data|blob):/.test(name))
    .forEach(({ name }) => complain(`asked somebody else: ${name}`))).observe({ type: 'resource', buffered: true });
})();
