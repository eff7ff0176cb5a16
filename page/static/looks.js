// Runs in what a search has found. The search, the comparison table and the conversation take turns in the same place.
const desk = (window.youju ??= {});
desk.searchPress = (tries) => {
  const button = document.querySelector('#search-open');
  if (button) button.setAttribute('aria-pressed', String(document.body.classList.contains('searching')));
  else if (tries > 0) setTimeout(desk.searchPress, 100, tries - 1); // this component may stand there before the button does
};
desk.search = (on) => {
  document.body.classList.toggle('searching', on);
  desk.searchPress(0);
  if (!on) return;
  desk.compare?.(false);
  document.querySelector('#search-box :is(textarea, input)')?.focus({ preventScroll: true });
};

// A number in the picture of the evidence leads to its card.
desk.point = (link) => {
  const [, turn, n] = link.getAttribute('href').split('-');
  const card = document.querySelector(`#cards .card a[href^="#cite-${turn}-${n}-"]`)?.closest('.card');
  if (!card) return;
  document.querySelectorAll('#cards .pointed').forEach((each) => each.classList.remove('pointed'));
  card.classList.add('pointed');
  const box = card.closest('.scroll');
  box.scrollTo({ top: box.scrollTop + card.getBoundingClientRect().top - box.getBoundingClientRect().top - 12, behavior: 'instant' });
  card.querySelector('a').focus({ preventScroll: true });
};

if (!desk.searchable) {
  desk.searchable = true;
  desk.searchPress(50);
  document.addEventListener('click', (event) => {
    const at = (selector) => event.target.closest?.(selector);
    const passage = at('#found article');
    const number = at('#cards a[href^="#card-"]');
    if (number) { event.preventDefault(); event.stopPropagation(); desk.point(number); }
    else if (at('#search-open')) desk.search(!document.body.classList.contains('searching'));
    else if (at('#compare-open, #new, #talks .open')) desk.search(false);
    else if (at('#source .back') && document.body.classList.contains('searching')) document.body.classList.remove('sheet'); // no cards behind it
    // A click on a passage opens it; one that ends a choice of its words, or is on a link of its own, does not.
    else if (passage && !at('a, button, summary') && getSelection().isCollapsed) desk.follow(passage.querySelector('h3 a'));
  }, true);
}
