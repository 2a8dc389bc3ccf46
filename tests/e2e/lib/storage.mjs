// Everything a page has stored, as text, for tests that look for what must not be there.

/** All IndexedDB databases, local and session storage and caches of the page's origin. Bytes are shown as text. */
export function dump(page) {
  return page.evaluate(async () => {
    const shown = (value) => JSON.stringify(value, (_, one) => {
      if (one instanceof ArrayBuffer) return new TextDecoder().decode(one);
      if (ArrayBuffer.isView(one)) return new TextDecoder().decode(one);
      if (one instanceof Map) return [...one];
      if (one instanceof Set) return [...one];
      if (typeof one === 'bigint') return String(one);
      return one;
    });
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const blobs = async (value) => {
      if (value instanceof Blob) return value.text();
      if (value && typeof value === 'object' && !ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer)) {
        return (await Promise.all(Object.values(value).map(blobs))).join('');
      }
      return '';
    };
    const lines = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      lines.push(`database ${name} version ${database.version}`);
      for (const store of database.objectStoreNames) {
        const from = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([done(from.getAllKeys()), done(from.getAll())]);
        for (const [index, value] of values.entries()) {
          lines.push(`  ${store} ${shown(keys[index])} = ${shown(value)}${await blobs(value)}`);
        }
      }
      database.close();
    }
    for (const [kind, area] of [['local', localStorage], ['session', sessionStorage]]) {
      for (let index = 0; index < area.length; index += 1) {
        lines.push(`${kind} ${area.key(index)} = ${area.getItem(area.key(index))}`);
      }
    }
    for (const name of 'caches' in window ? await caches.keys() : []) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const kind = (await cache.match(request)).headers.get('content-type') ?? '';
        const body = kind.includes('json') ? await (await cache.match(request)).text() : '';
        lines.push(`cache ${name} ${new URL(request.url).pathname} ${body}`);
      }
    }
    return lines.join('\n');
  });
}
