// Runs in the cards component. A number, wherever it stands, is a link `#cite-…`: follow it here instead of the address bar.
const desk = (window.youju ??= {});
desk.trigger = (ref) => trigger('cite', { ref, view: desk.view });
desk.again = (ref) => trigger('again', { ref });

desk.show = () => {
  document.body.classList.add('reading', 'sheet');
  const box = document.querySelector('#source .reader');
  const mark = box?.querySelector('mark.chosen');
  if (!mark) { box?.focus({ preventScroll: true }); return; }
  const top = box.scrollTop + mark.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight * 0.3;
  box.scrollTo({ top, behavior: 'instant' }); // scrollIntoView would move the page as well
  (desk.kept?.() ?? mark).focus({ preventScroll: true });
};

desk.hide = () => {
  document.body.classList.remove('reading');
  document.querySelector(`a[href="#${desk.followed}"]`)?.focus({ preventScroll: true });
};

desk.follow = (link) => {
  const ref = link.getAttribute('href').slice(1);
  document.querySelectorAll('a.followed').forEach((each) => each.classList.remove('followed'));
  document.querySelectorAll(`a[href="#${ref}"]`).forEach((each) => each.classList.add('followed'));
  desk.followed = ref;
  if (ref.startsWith('cards-')) document.body.classList.remove('reading');
  document.body.classList.add('sheet');
  if (ref === desk.shown && document.querySelector('#source mark.chosen')) desk.show();
  else desk.trigger(ref);
  desk.shown = ref;
};

// A new answer is read from its question on: bring that to the top, once the chat has drawn it.
desk.asked ??= 0;
desk.begin = (tries) => {
  const questions = document.querySelectorAll('#chat .user-row');
  const answers = document.querySelectorAll('#chat a[href^="#cards-"]');
  const box = document.querySelector('#chat .bubble-wrap');
  if (!box || questions.length <= desk.asked) { desk.asked = questions.length; return; }
  if (answers.length < questions.length && tries > 0) { setTimeout(desk.begin, 40, tries - 1); return; }
  desk.asked = questions.length;
  const top = box.scrollTop + questions[desk.asked - 1].getBoundingClientRect().top - box.getBoundingClientRect().top - 16;
  box.scrollTo({ top, behavior: 'instant' });
};
watch('value', () => setTimeout(desk.begin, 0, 12));

// The comparison table and the conversation take turns in the same place.
desk.press = (tries) => {
  const button = document.querySelector('#compare-open');
  if (button) button.setAttribute('aria-pressed', String(document.body.classList.contains('comparing')));
  else if (tries > 0) setTimeout(desk.press, 100, tries - 1); // this component may stand there before the button does
};
desk.compare = (on) => {
  document.body.classList.toggle('comparing', on);
  desk.press(0);
  if (on) document.querySelector('#compare-places :is(textarea, input)')?.focus({ preventScroll: true });
};

if (!desk.listening) {
  desk.listening = true;
  // Gradio calls its examples a list, and what is in it buttons: a group is what they are.
  const grouped = () => document.querySelectorAll('#chat .examples[role="list"]').forEach((each) => each.setAttribute('role', 'group'));
  new MutationObserver(grouped).observe(document.body, { childList: true, subtree: true });
  grouped();
  desk.press(50);
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href^="#cite-"], a[href^="#cards-"], a[href^="#asis-"]');
    if (link) {
      event.preventDefault();
      event.stopPropagation();
      const ref = link.getAttribute('href').slice(1);
      if (ref.startsWith('asis-')) desk.again(ref); // asks the question again as it is written
      else desk.follow(link);
    } else if (event.target.closest?.('#compare-open')) desk.compare(!document.body.classList.contains('comparing'));
    else if (event.target.closest?.('#new')) desk.compare(false);
    else if (event.target.closest?.('#source .back')) desk.hide();
    else if (event.target.closest?.('#evidence .close')) document.body.classList.remove('sheet');
  }, true);
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || document.querySelector('dialog[open]')) return; // it is the dialog's
    if (document.body.classList.contains('reading')) desk.hide();
    else document.body.classList.remove('sheet');
  });
}
