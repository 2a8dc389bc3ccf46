// The looks and the sizes of the gallery.

/** What the reader chose (as `localStorage` keeps it), what the phone chose, and the sizes worth looking at. */
export const LOOKS = {
  ordinary: { sizes: ['320', '390', '1280'] },
  elder: { prefs: { elder: '1' }, sizes: ['320', '390', '1280'] },
  // 30 px on the smallest phone: where a layout breaks first.
  largest: { prefs: { elder: '1', size: '4' }, sizes: ['320'] },
  dark: { context: { colorScheme: 'dark' }, sizes: ['390', '1280'] },
  english: { prefs: { lang: 'en' }, sizes: ['390'] },
};

/** What is taken when nothing else is asked for. */
export const USUAL = ['ordinary', 'elder', 'largest', 'dark'];

export const SIZES = {
  320: { width: 320, height: 568 },
  390: { width: 390, height: 844 },
  1280: { width: 1280, height: 800 },
};
