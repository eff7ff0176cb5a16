// Runs in the cards component behind panel.js: chips and cards light each other, quotes are copied, the viewer is switched and stepped through.
desk.view ??= 'article';

// The time of a check, in the reader's own format and zone; the server has written it in its own.
desk.clock = (box) => box.querySelectorAll('.verified time').forEach((each) => {
  const at = new Date(each.dateTime);
  each.textContent = at.toLocaleTimeString(navigator.language);
  each.title = at.toLocaleString(navigator.language, { dateStyle: 'long', timeStyle: 'long' });
});
watch('value', () => desk.clock(element));

// After the switch the focus stays on it; after any other way to a quote it is on the quote.
desk.kept = () => {
  const switched = desk.switched;
  desk.switched = false;
  return switched ? document.querySelector('#source .views [aria-pressed="true"]') : null;
};

if (!desk.viewing) {
  desk.viewing = true;
  const CHIPS = '#chat a[href^="#cite-"], #grid a[href^="#cite-"]';
  let pointed = null, focused = null;
  const refOf = (target) => {
    const at = target.closest?.(`${CHIPS}, #cards [data-ref]`);
    return at ? at.dataset.ref ?? at.getAttribute('href').slice(1) : null;
  };
  const light = (from) => {
    const ref = pointed ?? focused;
    document.querySelectorAll('.lit').forEach((each) => each.classList.remove('lit'));
    if (!ref) return;
    document.querySelectorAll(CHIPS).forEach((each) => { if (each.getAttribute('href') === `#${ref}`) each.classList.add('lit'); });
    const card = document.querySelector(`#cards [data-ref="${CSS.escape(ref)}"]`);
    if (!card) return;
    card.classList.add('lit');
    if (!from.closest?.(CHIPS)) return;
    const box = card.closest('.scroll'), frame = box.getBoundingClientRect(), place = card.getBoundingClientRect();
    if (place.top < frame.top || place.bottom > frame.bottom) box.scrollTo({ top: box.scrollTop + place.top - frame.top - 12, behavior: 'instant' });
  };
  document.addEventListener('mouseover', (event) => {
    const ref = refOf(event.target);
    if (ref !== pointed) { pointed = ref; light(event.target); }
  });
  document.addEventListener('focusin', (event) => { focused = refOf(event.target); light(event.target); });
  document.addEventListener('focusout', (event) => { focused = null; light(event.target); });

  const copy = async (button) => {
    const label = button.firstElementChild;
    button.dataset.label ??= label.textContent;
    let said = button.dataset.said;
    try { await desk.copy(button.dataset.copy); } catch { said = button.dataset.failed; }
    label.textContent = said;
    clearTimeout(button.again);
    button.again = setTimeout(() => { label.textContent = button.dataset.label; }, 4000);
  };
  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('#evidence .copy-quote, #source .views button');
    if (!button) return;
    if (button.matches('.copy-quote')) copy(button);
    else if (button.value !== desk.view) {
      desk.view = button.value;
      desk.switched = true;
      desk.trigger(button.closest('.views').dataset.ref);
    }
  });
  const KEYS = { '[': 'before', ArrowLeft: 'before', ']': 'after', ArrowRight: 'after' };
  document.addEventListener('keydown', (event) => {
    const way = KEYS[event.key], at = document.activeElement;
    if (!way || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || !document.body.classList.contains('reading')) return;
    if (at !== document.body && !at.closest('#source')) return; // on the body: a step is under way, and the words it left are gone
    const link = document.querySelector(`#source .step.${way}`);
    if (link) { event.preventDefault(); desk.follow(link); }
  });
}
