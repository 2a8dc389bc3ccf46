// Targets that a thumb misses.

/** 44 px, in the elder edition 60: what the norm asks of everything that is tapped, with a hair's breadth for rounding. */
export function small(page) {
  return page.evaluate(() => {
    const least = document.documentElement.hasAttribute('data-elder') ? 59.5 : 43.5;
    const top = document.querySelector('.scrim') ?? document;
    const shown = (element) => element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: false });
    // A native control inside its label is as large as the label; what is off the screen waits for the keyboard.
    const target = (element) => element.closest('label') ?? element;
    const all = [...top.querySelectorAll('a[href], button, input, select, textarea, summary')]
      .filter((element) => shown(element) && !element.closest('.skip, .sr, [inert]')).map(target);
    return [...new Set(all)].map((element) => {
      const { width, height } = element.getBoundingClientRect();
      const name = (element.textContent.trim() || element.getAttribute('aria-label') || element.id).slice(0, 24);
      const says = `target of ${Math.round(width)} × ${Math.round(height)}: ${element.tagName.toLowerCase()}.${element.className} "${name}"`;
      return width < least || height < least ? says : '';
    }).filter(Boolean);
  });
}
