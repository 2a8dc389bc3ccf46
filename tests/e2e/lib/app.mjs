// The app as people use it: the words on the buttons and the order in which they are pressed. Tests say what happens; when a
// screen changes, this file does.

import assert from 'node:assert/strict';

/** How long a thing may take that will happen; only ever waited out when it does not. */
export const LIMIT = { timeout: Number(process.env.DOORSTEP_E2E_LIMIT ?? 40_000) };

/** Words of the screen that tests look for. */
export const WORDS = {
  queued: '已存好，有网自动发出',
  queuedTitle: '已存在手机里，还没发给社区',
  received: '社区已收到',
  provisional: '等社区确认，先别出发',
  taken: '已有同志接单',
  offline: '现在没有网，写的都存在手机里',
  open: '正在找人',
  ask: '办好了吗？',
};

/** What may be wider than the screen: rows that are meant to be swiped, and what only screen readers and the keyboard meet. */
export const ASIDES = '.chips--scroll, .figures--all, .table-wrap, .week, .sr, .skip';

/** 王, as it is written on a pad: strokes of places in shares of its width and height. */
export const STROKES = [
  [[0.2, 0.3], [0.5, 0.28], [0.7, 0.27]],
  [[0.22, 0.48], [0.66, 0.46]],
  [[0.45, 0.28], [0.44, 0.5], [0.45, 0.7]],
  [[0.14, 0.72], [0.5, 0.7], [0.8, 0.69]],
];

/** A phone in somebody's hand. */
export class Hand {
  /** `resident`, `daughter`, `member`, `member2`, `volunteer`, `desk` … on a phone of their own. */
  static async demo(phone, who, { slot = 0 } = {}) {
    const hand = new this(phone);
    await phone.open(`/#demo=${who}${slot ? `&slot=${slot}` : ''}`);
    await hand.settled();
    return hand;
  }

  constructor(phone) { this.phone = phone; }

  get page() { return this.phone.page; }

  get main() { return this.page.getByRole('main'); }

  /** The element that shows exactly or partly these words. */
  text(words, options) { return this.main.getByText(words, options).first(); }

  async sees(words, options) { await this.text(words, options).waitFor(LIMIT); }

  /** A button of the screen or its dock, by its whole name or a pattern. */
  button(name) { return this.page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name }); }

  async press(name) { await this.button(name).first().click(LIMIT); }

  /** Goes to an address inside the app, without loading it anew. */
  async go(path) {
    await this.page.evaluate((to) => {
      history.pushState('in', '', to);
      dispatchEvent(new PopStateEvent('popstate', { state: 'in' }));
    }, path);
  }

  path() { return new URL(this.page.url()).pathname; }

  /** The pad of 签字. */
  get pad() { return this.page.locator('#finish-pad'); }

  /** Chooses 签字 and writes; resolves to the drawing as it stands on the screen. */
  async sign(strokes) {
    await this.page.getByRole('radio', { name: '签字' }).check({ ...LIMIT, force: true });
    return this.write(strokes);
  }

  /** Writes on the pad with a mouse. */
  async write(strokes = STROKES) {
    await this.pad.scrollIntoViewIfNeeded(LIMIT);
    const box = await this.pad.boundingBox();
    const { mouse } = this.page;
    const at = ([x, y]) => [box.x + x * box.width, box.y + y * box.height];
    for (const [first, ...more] of strokes) {
      await mouse.move(...at(first));
      await mouse.down();
      for (const place of more) await mouse.move(...at(place), { steps: 4 });
      await mouse.up();
    }
    return this.drawn();
  }

  /** The `d` of what is drawn on the pad. */
  drawn() { return this.pad.locator('path:not(.pad-line)').getAttribute('d', LIMIT); }

  /** Everything is here and everything was sent. */
  async settled() { await this.page.locator('.syncbar.is-ok', { hasText: '都已送到社区' }).waitFor(LIMIT); }

  /** A start without a network will work: the service worker controls the page, and who is signed in is on disk. */
  async ready() {
    await this.phone.controlled();
    if (!this.phone.folder) return;
    await this.phone.rest();
    await this.settled();
  }

  /**
   * The bar says that there is no network. An answer that was on its way when the network went still comes home now and then, and
   * counts as a network; so the phone says it again.
   */
  async seesOffline() {
    const bar = this.page.locator('.syncbar.is-offline');
    const soon = () => bar.waitFor({ timeout: 1000 }).then(() => true, () => false);
    for (const end = Date.now() + LIMIT.timeout; Date.now() < end;) {
      if (await soon()) return;
      await this.page.evaluate(() => dispatchEvent(new Event('offline')));
    }
    await bar.waitFor({ timeout: 1 });
  }

  /** Nothing on the screen is wider than it. */
  async fits() {
    const wide = await this.page.evaluate((asides) => {
      const all = [...document.querySelectorAll('body *')];
      const limit = document.documentElement.clientWidth;
      const scrolls = (element) => element.closest(asides);
      const out = all.filter((element) => !scrolls(element) && element.getBoundingClientRect().right > limit + 1);
      return [document.documentElement.scrollWidth > limit && `page is ${document.documentElement.scrollWidth} wide`,
        ...out.slice(0, 3).map((element) => `${element.tagName}.${element.className} "${element.textContent.slice(0, 30)}"`)]
        .filter(Boolean);
    }, ASIDES);
    assert.deepEqual(wide, [], `overflow at ${this.page.url()}`);
  }
}

/** Who orders. */
export class Customer extends Hand {
  /** Fills the form up to its last step. `item` is a code of the catalogue. */
  async fill({ item, note = '', day = 0, forWhom } = {}) {
    if (forWhom) {
      await this.go('/');
      await this.page.getByRole('radio', { name: forWhom }).check({ ...LIMIT, force: true });
    }
    await this.go(`/order/new/${item}`);
    for (let last = ''; ;) {
      const heading = this.main.locator('.step-head h2');
      await heading.filter({ hasNotText: last || /^$/ }).waitFor(LIMIT);
      last = await heading.innerText();
      if (last === '核对一下') return;
      if (/什么时候/.test(last)) await this.#chooseTime(day);
      if (/什么要说/.test(last) && note) await this.page.getByRole('textbox', { name: /备注/ }).fill(note);
      await this.press('下一步');
    }
  }

  /** The first hour of a day some days ahead, the `nth` that is offered: nobody in the demo is busy then. */
  async #chooseTime(nth) {
    const choice = this.main.locator('fieldset');
    await choice.locator('label', { hasText: '其他日子' }).click(LIMIT);
    await this.page.getByRole('group', { name: '其他日子' }).locator('label').nth(nth).click(LIMIT);
    await this.main.locator('.slots label').first().click(LIMIT);
  }

  /** 下单, from the last step. Resolves to the id of the order. */
  async send() {
    await this.page.getByRole('button', { name: /^(下单|再下一单)$/ }).click(LIMIT);
    await this.page.waitForURL(/\/order\/[0-9a-f-]{36}$/, LIMIT);
    return this.path().split('/').pop();
  }

  async place(wish) {
    await this.fill(wish);
    return this.send();
  }

  /** The four digits on the screen of an order. */
  async code() {
    const spoken = await this.main.locator('.code-digits').getAttribute('aria-label', LIMIT);
    return spoken.replaceAll(' ', '');
  }

  /** What the timeline says, top to bottom. */
  async timeline() { return this.main.locator('.timeline .tl-what').allInnerTexts(); }
}

/** Who serves. */
export class Helper extends Hand {
  card(title) { return this.main.locator('article.pool-card', { hasText: title }); }

  /** 接单 in the pool; with `building`, where there are several of a kind. */
  async accept(title, building) {
    await this.go('/jobs/pool');
    let card = this.card(title);
    if (building) card = card.filter({ hasText: building });
    await this.showNew(card);
    await card.getByRole('button', { name: /^(接单|登记意向)/ }).click(LIMIT);
    return card;
  }

  /** Cards that came in while the pool was open are shown when asked for. */
  async showNew(card) {
    const more = this.button(/个新单/);
    await card.or(more).first().waitFor(LIMIT);
    if (!await card.isVisible()) await more.click(LIMIT);
    await card.waitFor(LIMIT);
  }

  /** One of the growing buttons of a job; the dialler is left shut. */
  async step(id, word) {
    await this.go(`/order/${id}`);
    const named = { name: new RegExp(`^\\s*${word}`) };
    const button = this.main.getByRole('button', named).or(this.main.getByRole('link', named)).first();
    await button.waitFor(LIMIT);
    await this.page.evaluate(() => addEventListener('click', (event) => {
      if (event.target.closest('a[href^="tel:"]')) event.preventDefault();
    }, { capture: true }));
    await button.click(LIMIT);
  }

  /** 办完了, with the code, a signature or neither. */
  async finish(id, { code, signed, words } = {}) {
    await this.go(`/order/${id}/finish`);
    await this.sees('办得怎么样？');
    if (signed) await this.sign();
    else if (code) for (const digit of code) await this.page.locator('.keypad').getByRole('button', { name: digit, exact: true }).click(LIMIT);
    else await this.press('说不出来');
    if (words) await this.page.getByRole('textbox', { name: /办了什么/ }).fill(words);
    await this.press('办完了');
  }
}
