// What tests of faults share: an order that can be told by its note, and the app's clock in their hands.

/** What is ordered, and the note by which it is known. */
export const ITEM = 'C06';
export const NOTE = '手机出了毛病的时候写的';

const written = async (desk) => (await desk.orders()).filter((order) => order.note === NOTE);
/** The ids of what the desk sees of it. */
export const ids = async (desk) => (await written(desk)).map((order) => order.id);
/** The network may be back, says the browser. */
export const tryAgain = (hand) => hand.page.evaluate(() => dispatchEvent(new Event('online')));

/** The half-minute beat of the app is ours. */
export const letBeat = (phone) => phone.context.addInitScript(() => {
  const [every, now] = [window.setInterval, Date.now];
  window.passed = 0;
  Date.now = () => now() + window.passed;
  window.setInterval = (run, ms) => {
    if (ms === 30_000) window.beat = run;
    return every(run, ms);
  };
});

/** The half-minute beat of the app happens now, and so much later; nothing has to wait for it. */
export const later = (hand, ms) => hand.page.evaluate((passed) => { window.passed += passed; window.beat(); }, ms);
