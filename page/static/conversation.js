// Runs in the place out of sight that holds what is to be copied. The links under an answer are followed here.
const desk = (window.youju ??= {});
desk.ask = (event, data) => ({
  retry: () => trigger('retry', data), copy: () => trigger('copy', data), reopen: () => trigger('reopen', data),
  rename: () => trigger('rename', data), follow: () => trigger('follow', data), forget: () => trigger('forget', data),
})[event]();

// The clipboard is there on this machine's own address and over https; elsewhere the old way.
desk.copy = async (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const box = document.createElement('textarea');
  box.value = text;
  document.body.append(box);
  box.select();
  document.execCommand('copy');
  box.remove();
};

watch('value', async () => {
  const made = element.querySelector('pre');
  if (!made || !desk.copying) return;
  desk.copying = false;
  if (made.textContent) await desk.copy(made.textContent);
  const link = document.querySelector(`#chat a[href="#${made.dataset.link}"]`);
  if (link) link.textContent = made.dataset.said;
});

// The list of conversations hangs under its button. Which one this tab has open, the tab remembers: a reload opens it again.
desk.list = (on) => {
  document.body.classList.toggle('listing', on);
  document.querySelector('#talks-open')?.setAttribute('aria-expanded', String(on));
};
desk.listed = () => {
  if (!document.querySelector('#talks h2')) return;
  const here = document.querySelector('#talks [aria-current]')?.closest('li').dataset.id;
  const before = desk.resumed ? null : sessionStorage.getItem('youju.talk');
  desk.resumed = true;
  if (before && !here && !document.querySelector('#chat .user-row') && !new URLSearchParams(location.search).has('q')) {
    if (document.querySelector(`#talks li[data-id="${CSS.escape(before)}"]`)) desk.ask('reopen', { id: before });
  } else sessionStorage.setItem('youju.talk', here ?? '');
};
desk.rename = (row) => {
  const button = row.querySelector('.open');
  const box = document.createElement('input');
  box.value = button.textContent;
  box.maxLength = 60;
  box.setAttribute('aria-label', row.querySelector('.rename').title);
  let over = false; // taking the box away blurs it
  const done = (keep) => {
    if (over) return;
    over = true;
    box.replaceWith(button);
    if (keep && box.value.trim() && box.value !== button.textContent) desk.ask('rename', { id: row.dataset.id, title: box.value });
    button.focus();
  };
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.isComposing) { event.preventDefault(); done(true); } // or the key would press the button too
    else if (event.key === 'Escape') { event.stopPropagation(); done(false); }
  });
  box.addEventListener('blur', () => done(true));
  button.replaceWith(box);
  box.select();
};
desk.manage = (button) => {
  const row = button.closest('li');
  if (button.matches('.open')) { desk.ask('reopen', { id: row.dataset.id }); desk.list(false); }
  else if (button.matches('.rename')) desk.rename(row);
  else if (button.classList.contains('sure')) desk.ask('forget', { id: row.dataset.id });
  else { button.classList.add('sure'); button.textContent = row.dataset.sure; button.setAttribute('aria-label', row.dataset.sure); }
};

if (!desk.conversing) {
  desk.conversing = true;
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !document.body.classList.contains('listing')) return;
    desk.list(false);
    document.querySelector('#talks-open').focus();
  });
  document.addEventListener('click', (event) => {
    const next = event.target.closest?.('#next button');
    if (next) { desk.ask('follow', { question: next.textContent }); next.closest('ul').remove(); }
    const button = event.target.closest?.('#talks li button');
    if (button) desk.manage(button);
    else if (event.target.closest?.('#talks-open')) desk.list(!document.body.classList.contains('listing'));
    else if (!event.target.closest?.('#talks')) desk.list(false);
  });
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('#chat a[href^="#copy-"], #chat a[href^="#retry-"]');
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    const ref = link.getAttribute('href').slice(1);
    desk.copying = ref.startsWith('copy-');
    desk.ask(ref.split('-')[0], { ref });
  }, true);
}
