// Runs in the button that changes the language. What is the visitor's own: the language, and what is kept over a restart of the server.
const desk = (window.youju ??= {});
const EVERY_MS = 4000; // an answer takes a fraction of that, and a look costs the server a millisecond
const DRAFT = 'youju.draft';

desk.speak = (language) => {
  document.cookie = `youju-language=${language}; path=/; max-age=31536000; samesite=strict`;
  desk.reload();
};
// What is typed is kept over the reload; the conversation is kept by the browser anyway.
desk.reload = () => {
  const typed = document.querySelector('#ask textarea')?.value;
  if (typed) sessionStorage.setItem(DRAFT, typed);
  location.reload();
};
desk.restore = (tries) => {
  const typed = sessionStorage.getItem(DRAFT), box = document.querySelector('#ask textarea');
  if (!typed) return;
  if (!box) { if (tries > 0) setTimeout(desk.restore, 100, tries - 1); return; }
  sessionStorage.removeItem(DRAFT);
  if (box.value) return;
  box.value = typed;
  box.dispatchEvent(new Event('input', { bubbles: true }));
};

// A server that was started anew knows nothing of this tab: it is loaded anew too, as soon as the server answers.
const say = (words) => {
  const box = document.querySelector('#tongue .lost');
  if (!box) return;
  box.textContent = words ? box.dataset[words] : '';
  box.hidden = !words;
};
desk.look = async () => {
  let health = null;
  try {
    const answer = await fetch('healthz', { cache: 'no-store' });
    if (answer.ok) health = await answer.json();
  } catch { /* said below */ }
  if (!health) say('lost');
  else if (desk.instance && health.instance !== desk.instance) { say('back'); desk.reload(); return; }
  else { say(''); desk.instance = health.instance; }
  setTimeout(desk.look, EVERY_MS);
};

if (!desk.visiting) {
  desk.visiting = true;
  desk.restore(50);
  desk.look();
  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('#tongue .language');
    if (button) desk.speak(button.dataset.language);
  });
}
