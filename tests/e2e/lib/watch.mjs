// What a page must never do, noticed while it does anything: reach another origin, throw, complain, break the CSP.

/** Findings of one context, and the API traffic that a leak test reads. */
export class Watch {
  findings = [];
  #tolerated = [
    // What Chromium itself says about every request while the network is off.
    /net::ERR_INTERNET_DISCONNECTED/,
  ];
  #traffic = [];
  #host;

  static async over(context, origin) {
    const watch = new Watch();
    watch.#host = new URL(origin).host;
    await context.exposeBinding('__cspFinding', (_, words) => watch.#note('csp', words));
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        window.__cspFinding(`${event.violatedDirective} refused ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`);
      });
    });
    context.on('request', (request) => {
      const url = new URL(request.url());
      const own = url.host === watch.#host || ['data:', 'blob:', 'about:'].includes(url.protocol);
      if (!own) watch.#note('foreign request', request.url());
    });
    context.on('requestfinished', (request) => watch.#keep(request));
    context.on('console', (message) => {
      if (message.type() === 'error') watch.#note('console', `${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (webError) => {
      const { name, message, stack } = webError.error();
      watch.#note('uncaught', `${stack || `${name}: ${message}`} (${webError.page()?.url()})`);
    });
    return watch;
  }

  /** A complaint that this test provokes on purpose. */
  tolerate(pattern) { this.#tolerated.push(pattern); }

  /** The findings so far, without the tolerated ones. */
  get bad() {
    return this.findings.filter((line) => !this.#tolerated.some((pattern) => pattern.test(line)));
  }

  /** Every finished /api exchange as one text, to search for what must not be in it. Open streams are not in it. */
  async trafficText() { return (await Promise.all(this.#traffic)).join('\n'); }

  #note(kind, words) { this.findings.push(`${kind}: ${words}`); }

  #keep(request) {
    const path = new URL(request.url()).pathname;
    if (!path.startsWith('/api/')) return;
    const read = async () => {
      const response = await request.response();
      const body = await response?.text().catch(() => '') ?? '';
      return `${request.method()} ${path}\n${request.postData() ?? ''}\n${response?.status()} ${body}`;
    };
    // A phone that is put away in the middle of an answer leaves the question.
    this.#traffic.push(read().catch(() => `${request.method()} ${path}\n${request.postData() ?? ''}\nnever read`));
  }
}
