// Before anybody is signed in.

export const nobody = [
  {
    start: '/join',
    screens: [
      { name: 'join', at: '/join', sees: '#code' },
      { name: 'join-wrong', steps: (hand) => hand.tap('form .btn-primary'), sees: '.field .err' },
      { name: 'staff', at: '/staff', sees: '#password' },
      { name: 'staff-wrong', steps: (hand) => hand.tap('form .btn-primary'), sees: '.field .err' },
      {
        name: 'staff-refused',
        steps: async (hand) => {
          hand.phone.tolerate(/401|403/);
          await hand.type('#account', 'yiyuan');
          await hand.type('#password', 'not the one');
          await hand.tap('form .btn-primary');
        },
        sees: '.callout.is-warn',
      },
      { name: 'settings-nobody', at: '/settings', sees: '.segments' },
    ],
  },
  { start: `/join#${'0123456789abcdef'.repeat(2)}`, screens: [{ name: 'join-scanned', sees: '.callout.is-good' }] },
  { start: '/demo', screens: [{ name: 'demo', sees: '.person' }] },
  {
    empty: true,
    start: '/setup',
    screens: [
      { name: 'setup', sees: 'form .btn-primary' },
      { name: 'setup-wrong', steps: (hand) => hand.tap('form .btn-primary'), sees: '.err-summary' },
    ],
  },
];
