// The line between a phone and the server: a plain proxy that loses what a test tells it to lose.
//
// It works below the browser, so it holds whether or not a service worker answers, and it counts what really arrived.

import { once } from 'node:events';
import http from 'node:http';

export class Line {
  /** Every request that reached the server, in order: {method, path, status}. */
  requests = [];
  #open = true;
  #losing = new Map();
  #sockets = new Set();

  /** A line to `target` (anything with a `port`). Give phones `line.origin(name)` in place of `server.origin(name)`. */
  static async to(target) {
    const line = new Line();
    line.target = target;
    line.http = http.createServer((request, answer) => line.#carry(request, answer));
    line.http.on('connection', (socket) => {
      if (!line.#open) { socket.destroy(); return; }
      line.#sockets.add(socket);
      socket.once('close', () => line.#sockets.delete(socket));
    });
    line.http.listen(0, '127.0.0.1');
    await once(line.http, 'listening');
    return line;
  }

  origin(name) { return `http://${name}.localhost:${this.http.address().port}`; }

  /** No connection gets through, and those that stand are broken. */
  cut() {
    this.#open = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend() { this.#open = true; }

  /**
   * From now on the server gets requests for `path` and its answers are lost on the way back. Resolves when the first
   * answer was lost; `deliver(path)` ends it.
   */
  loseAnswers(path) {
    return new Promise((resolve) => { this.#losing.set(path, { way: 'back', resolve }); });
  }

  /** From now on requests for `path` are lost before the server sees them. Resolves at the first. */
  loseRequests(path) {
    return new Promise((resolve) => { this.#losing.set(path, { way: 'out', resolve }); });
  }

  /**
   * From now on answers for `path` are gathered and never passed on, and the connection stands: a proxy that buffers a stream.
   * Resolves when the server began the first.
   */
  holdAnswers(path) {
    return new Promise((resolve) => { this.#losing.set(path, { way: 'held', resolve }); });
  }

  deliver(path) { this.#losing.delete(path); }

  async dispose() {
    this.cut();
    this.http.close();
    await once(this.http, 'close');
  }

  #carry(request, answer) {
    const path = request.url.split('?')[0];
    const loss = this.#losing.get(path);
    if (loss?.way === 'out') { request.socket.destroy(); loss.resolve(); return; }
    const onward = http.request({
      host: '127.0.0.1', port: this.target.port, method: request.method, path: request.url, headers: request.headers,
    });
    const gone = () => request.socket.destroy();
    onward.on('error', gone);
    onward.on('response', (response) => {
      this.requests.push({ method: request.method, path, status: response.statusCode });
      if (loss?.way === 'back') {
        response.resume();
        response.once('end', () => { gone(); loss.resolve(); });
        return;
      }
      if (loss?.way === 'held') {
        response.resume();
        loss.resolve();
        return;
      }
      answer.writeHead(response.statusCode, response.headers);
      answer.flushHeaders();
      response.on('error', gone);
      response.pipe(answer);
    });
    answer.once('close', () => onward.destroy());
    request.pipe(onward);
  }
}
