// Every screen of the app, by who may open it: how to get there, and what else opens on it. Walked by the tests of what holds
// on all screens.

import { LIMIT } from './app.mjs';

const sheet = (hand) => hand.page.getByRole('dialog').first();

/** Somewhere else: whoever is on a screen already would keep what they opened on it. */
const AWAY = '/settings';

/** A screen: its name, and the way there. */
const at = (name, path, more) => ({ name, go: async (hand) => { await hand.go(AWAY); await hand.go(path); await more?.(hand); } });

/** A sheet that the button `word` opens on the screen of `path`. */
const opened = (name, path, word) => at(name, path, async (hand) => {
  await hand.button(word).first().click(LIMIT);
  await sheet(hand).waitFor(LIMIT);
});

/** The order of these that stands in `state` (and fits), or an error: a screen that is not walked is not tested. */
function one(orders, state, fits = () => true) {
  const found = orders.find((order) => order.state === state && fits(order));
  if (!found) throw new Error(`the demo shows no order in ${state}`);
  return found.id;
}

/** One order of each state. */
function each(orders) {
  const states = new Map(orders.map((order) => [order.state, order]));
  return [...states].map(([state, order]) => ({ state, id: order.id }));
}

const ACCOUNT = [
  at('我的', '/me'), opened('我的资料', '/me', '修改'), opened('退出登录', '/me', '退出登录'),
  at('我的授权', '/me/consents'),
  at('我的设备', '/me/devices', (hand) => hand.sees('这台设备')),
  at('换个浏览器打开', '/me/browser', async (hand) => { await hand.press('给我网址和号码'); await hand.sees('复制网址'); }),
  at('投诉建议', '/feedback'), at('没发出的', '/outbox'), at('设置', '/settings'), at('社区不开的证明', '/no-proofs'),
  at('消息', '/inbox'), at('找不到这一页', '/no/such/page'),
];

/** 下单, step by step; each is reached over the steps before it. */
function form() {
  const begin = async (hand) => { await hand.go(AWAY); await hand.go('/order/new/B01'); await hand.main.locator('.step-head').waitFor(LIMIT); };
  const step = (name, path, more) => at(`下单 ${name}`, path, more);
  return [
    { name: '下单 怎么办', go: begin }, step('时间', '/order/form/when'),
    step('其他日子', '/order/form/when', async (hand) => {
      await hand.main.locator('fieldset label', { hasText: '其他日子' }).click(LIMIT);
      await hand.page.getByRole('group', { name: '其他日子' }).locator('label').first().click(LIMIT);
      await hand.main.locator('.slots label').first().click(LIMIT);
    }),
    step('时间没选', '/order/form/where', async (hand) => {
      await hand.main.locator('label', { hasText: '其他地方' }).click(LIMIT);
      await hand.press('下一步');
      await hand.main.getByRole('alert').waitFor(LIMIT);
      await hand.main.locator('label', { hasText: '我家' }).click(LIMIT);
    }),
    step('备注', '/order/form/note'), step('核对', '/order/form/check'),
  ];
}

/** The screens of `who`; `orders`: what they see. */
export function screens(who, orders) {
  switch (who) {
    case 'nobody': return [
      at('登录', '/join'), at('工作人员登录', '/staff'), at('首次设置', '/setup'),
      at('首次设置 漏填', '/setup', async (hand) => { await hand.press('建好并登录'); await hand.main.getByRole('alert').first().waitFor(LIMIT); }),
      at('设置', '/settings'),
    ];
    case 'resident': {
      const [taken, asked, closed] = ['accepted', 'awaiting_confirm', 'closed'].map((state) => one(orders, state));
      return [
        at('首页', '/'), at('服务', '/order/new'), ...form(),
        at('说一句话', '/order/say', (hand) => hand.page.locator('.btn-talk').waitFor(LIMIT)),
        at('说一句话 录不了', '/order/say', async (hand) => {
          await hand.page.locator('.btn-talk').click(LIMIT);
          await hand.main.getByRole('alert').waitFor(LIMIT);
        }), at('订单', '/orders'), at('告知书', '/notice'),
        ...each(orders).map(({ state, id }) => at(`订单 ${state}`, `/order/${id}`)),
        opened('取消', `/order/${taken}`, '取消'), opened('改时间', `/order/${taken}`, '改时间'),
        opened('补充一句', `/order/${taken}`, '补充一句'), opened('重办', `/order/${asked}`, /重办/),
        at('评价', `/order/${asked}/rate`), at('评价过', `/order/${closed}/rate`),
        at('没有这张单子', '/order/00000000-0000-7000-8000-000000000000'),
        ...ACCOUNT,
      ];
    }
    case 'member2': {
      const held = one(orders, 'accepted', (order) => order.contact && !order.handover);
      const serving = one(orders, 'in_service');
      return [
        at('待接单', '/jobs/pool'), at('我的任务', '/jobs/mine'), at('签到', '/duty'), at('替同事交给社区', '/carry'), at('请同事带给社区', '/outbox/carry'),
        ...each(orders).map(({ state, id }) => at(`任务 ${state}`, `/order/${id}`)),
        opened('先停一停', `/order/${serving}`, '先停一停'), opened('转给别人', `/order/${held}`, '转给别人'),
        opened('建议转办', `/order/${held}`, '建议转办'), opened('退回', `/order/${held}`, /退回/),
        opened('改时间', `/order/${held}`, '改时间'), opened('复制到党员群', `/order/${held}`, '复制到党员群'),
        at('办完了', `/order/${held}/finish`),
        at('没有服务码', `/order/${serving}/finish`, (hand) => hand.press('说不出来')),
        at('签字', `/order/${serving}/finish`, (hand) => hand.sign()),
        at('签字 重签没签', `/order/${serving}/finish`, async (hand) => {
          await hand.sign();
          await hand.press('重签');
          await hand.press('办完了');
          await hand.main.getByRole('alert').waitFor(LIMIT);
        }),
        at('消息', '/inbox'), at('我的', '/me'),
      ];
    }
    case 'volunteer': return [at('签到', '/duty'), at('待接单', '/jobs/pool'), at('我的任务', '/jobs/mine'), at('我的', '/me')];
    case 'desk': {
      const [placed, open, held] = ['submitted', 'open', 'accepted'].map((state) => one(orders, state));
      const search = (words) => (hand) => hand.page.getByRole('searchbox', { name: '找人' }).fill(words);
      return [
        at('工作台', '/desk'), at('电话单', '/desk/calls'),
        ...each(orders).map(({ state, id }) => at(`单子 ${state}`, `/order/${id}`)),
        at('单子 争议', `/order/${orders.find((order) => order.contested)?.id}`),
        opened('不予受理', `/order/${placed}`, '不予受理'), opened('转办', `/order/${placed}`, '转办'),
        opened('取消', `/order/${open}`, '取消'), opened('改时间', `/order/${open}`, '改时间'),
        opened('加备注', `/order/${open}`, '加备注'), opened('关联或合并', `/order/${open}`, '关联或合并'),
        opened('收回重派', `/order/${held}`, '收回重派'), opened('显示联系方式', `/order/${held}`, '显示联系方式'),
        at('小票', `/order/${open}/slip`),
        at('代下单', '/desk/new'),
        at('代下单 漏填', '/desk/new', async (hand) => { await hand.press('下单'); await hand.main.getByRole('alert').first().waitFor(LIMIT); }),
        at('代下单 登记新居民', '/desk/new', async (hand) => { await hand.press('清空重写'); await hand.press('登记新居民'); }),
        at('转交的凭据', '/desk/evidence'), at('居民', '/desk/people', search('示例')),
        at('居民 一位', '/desk/people', async (hand) => { await search('王示例')(hand); await hand.main.locator('.desk-row').first().click(LIMIT); }),
        at('登记新人', '/desk/people', (hand) => hand.press('登记新人')),
        ...ACCOUNT.slice(0, 3), at('投诉建议', '/feedback'), at('消息', '/inbox'),
      ];
    }
    case 'secretary': return [
      at('登记党员', '/desk/people', async (hand) => {
        await hand.press('登记新人');
        await hand.main.locator('label.segment', { hasText: '党员' }).click(LIMIT);
      }),
      at('我的', '/me'),
    ];
    case 'department': return [at('转来的单子', '/'), at('转来的一张', `/order/${one(orders, 'referred')}`), at('我的', '/me')];
    case 'operator': return [at('管安装的账号', '/'), at('登记工作人员', '/desk/people')];
    default: throw new Error(`nobody is called ${who}`);
  }
}
