// Runs in the list of documents. Filters, files and removals; what is shown comes from the server as text or as escaped HTML.
const desk = (window.youju ??= {});
desk.shelf = { narrow: (data) => trigger('narrow', data), renew: () => trigger('renew', {}), read: (id) => trigger('read', { document: id }) };

// One filter is sent at a time: two under way could overtake each other. What is changed meanwhile is sent when the answer is there.
const PATIENCE_MS = 10000;
desk.narrowing ??= { number: 0, busy: false, again: false, timer: 0, data: null };
desk.narrowing.send = () => {
  const now = desk.narrowing;
  if (now.busy) { now.again = true; return; }
  Object.assign(now, { busy: true, again: false, number: now.number + 1 });
  const number = now.number;
  now.timer = setTimeout(() => now.heard(number), PATIENCE_MS);
  desk.shelf.narrow({ ...now.data(), number });
};
desk.narrowing.heard = (number) => {
  const now = desk.narrowing;
  if (number !== now.number || !now.busy) return;
  clearTimeout(now.timer);
  now.busy = false;
  if (now.again) now.send();
};

// The HTML of a form says what is in it; what a visitor has changed since says otherwise until it is set again.
const settle = () => {
  desk.narrowing.heard(Number(element.querySelector('.shelf')?.dataset.number ?? 0));
  if (desk.narrowing.busy) return;
  element.querySelectorAll('input[type="checkbox"]').forEach((each) => { each.checked = each.hasAttribute('checked'); });
  document.querySelectorAll('#filters option').forEach((each) => { each.selected = each.hasAttribute('selected'); });
  const brand = document.querySelector('#brand .library'), section = element.querySelector('.shelf');
  if (brand && section?.dataset.held) brand.textContent = section.dataset.held;
};
watch('value', settle);

if (!desk.shelving) {
  desk.shelving = true;
  const $ = (selector) => document.querySelector(selector);
  const OURS = { 'X-Youju': 'page' };
  const wide = matchMedia('(min-width: 1180px)');

  // The column: there where there is room for it, until it is put away; elsewhere when it is called.
  const isOpen = () => (wide.matches ? !document.body.classList.contains('shelf-shut') : document.body.classList.contains('shelf-wanted'));
  const label = (tries = 0) => {
    const button = $('#shelf-open');
    if (button) { button.setAttribute('aria-expanded', String(isOpen())); button.setAttribute('aria-controls', 'left'); }
    else if (tries > 0) setTimeout(label, 100, tries - 1); // this component may stand there before the button does
  };
  const open = (on) => {
    document.body.classList.toggle('shelf-shut', wide.matches && !on);
    document.body.classList.toggle('shelf-wanted', !wide.matches && on);
    label();
  };
  wide.addEventListener('change', () => { document.body.classList.remove('shelf-shut', 'shelf-wanted'); label(); });
  label(50);

  const wanted = (form) => {
    const data = { documents: [...document.querySelectorAll('#shelf input:checked')].map((each) => each.value) };
    for (const name of ['publisher', 'place', 'since', 'until']) data[name] = form ? form.elements[name].value : '';
    return data;
  };
  const filter = (cleared) => { desk.narrowing.data = () => wanted(cleared ? null : $('#filters form')); desk.narrowing.send(); };
  const clear = () => {
    document.querySelectorAll('#shelf input:checked').forEach((each) => { each.checked = false; });
    document.querySelectorAll('#filters input').forEach((each) => { each.value = ''; });
    filter(true);
  };

  // Each row in its own words, never as HTML.
  const outcome = (rows) => {
    $('#door .outcome').tabIndex = rows.length > 8 ? 0 : -1; // a long list scrolls, and has to be reached for that
    $('#door .outcome').replaceChildren(...rows.map((row) => Object.assign(document.createElement('li'), { className: row.what, textContent: row.said })));
  };
  const complain = (said) => outcome([{ what: 'refused', said }]);
  const lost = () => complain($('#door .door').dataset.lost);

  const sure = (question, names, yes, then) => {
    const box = $('#door dialog');
    box.querySelector('p').textContent = question;
    box.querySelector('ul').replaceChildren(...names.map((name) => Object.assign(document.createElement('li'), { textContent: name })));
    box.querySelector('.yes').textContent = yes;
    box.onclose = () => { if (box.returnValue === 'yes') then(); };
    box.returnValue = '';
    box.showModal();
    box.querySelector('.no').focus();
  };

  const stage = (said, done, total) => {
    $('#door .stage').textContent = said;
    Object.assign($('#door progress'), { max: Math.max(total, 1), value: done });
  };
  let sending = null; // the request under way, and the name of its upload once the server has given one
  // `files`: each with the name it goes by, which in a folder is its path. `skipped` counts what stood beside them in folders.
  const send = (files, replace, skipped = 0) => {
    if (sending || files.length === 0) return;
    const door = $('#door .door'), body = new FormData(), request = new XMLHttpRequest();
    if (replace) body.append('replace', 'yes');
    for (const { file, name } of files) body.append('file', file, encodeURIComponent(name.toWellFormed?.() ?? name));
    sending = { request, job: null };
    let read = 0, ended = false;
    const line = (said) => {
      if (said.job) sending.job = said.job;
      else if (said.stage) stage(said.stage, said.done, said.total);
      else {
        ended = true;
        if (said.confirm) sure(door.dataset.replace, said.confirm, door.dataset.yes, () => send(files, true, skipped));
        else if (said.error) complain(said.error);
        else { outcome([...said.outcome, ...desk.folders.left(skipped)]); desk.shelf.renew(); }
      }
    };
    const lines = (rest) => {
      const end = rest ? request.responseText.length : request.responseText.lastIndexOf('\n') + 1;
      for (const each of request.responseText.slice(read, end).split('\n')) if (each.trim()) line(JSON.parse(each));
      read = Math.max(read, end);
    };
    request.upload.onprogress = (event) => stage(door.dataset.sending, event.loaded, event.total);
    request.onprogress = () => lines(false);
    request.onloadend = () => {
      $('#door .work').hidden = true;
      sending = null;
      try { lines(true); } catch { ended = false; }
      if (!ended && !request.calledOff) lost();
    };
    request.open('POST', 'library/add');
    for (const [name, value] of Object.entries(OURS)) request.setRequestHeader(name, value);
    outcome([]);
    stage(door.dataset.sending, 0, 1);
    $('#door .work').hidden = false;
    request.send(body);
  };
  const take = ({ files, skipped, error }) => { if (error) complain(error); else send(files, false, skipped); };
  const cancel = () => {
    if (!sending) return;
    if (sending.job) fetch(`library/cancel/${sending.job}`, { method: 'POST', headers: OURS }).catch(lost);
    else { sending.request.calledOff = true; sending.request.abort(); }
  };

  const remove = (button) => {
    const section = button.closest('.shelf');
    const title = button.parentElement.querySelector('.read').textContent;
    sure(section.dataset.remove, [title], section.dataset.yes, async () => {
      try {
        const body = JSON.stringify({ documents: [button.value] });
        const answer = await fetch('library/remove', { method: 'POST', headers: { ...OURS, 'Content-Type': 'application/json' }, body });
        const said = await answer.json();
        if (said.error) complain(said.error);
        else outcome(said.outcome);
        desk.shelf.renew();
      } catch { lost(); }
    });
  };

  const read = (id) => {
    document.body.classList.add('sheet');
    if (!wide.matches) open(false);
    if ($(`#source [data-document="${id}"]`)) desk.show();
    else desk.shelf.read(id);
  };

  document.addEventListener('click', (event) => {
    const at = (selector) => event.target.closest?.(selector);
    let button;
    if (at('#shelf-open')) open(!isOpen());
    else if (at('#left .clear, #within .clear')) clear();
    else if ((button = at('#shelf .read'))) read(button.value);
    else if ((button = at('#shelf .remove'))) remove(button);
    else if (at('#door .cancel')) cancel();
    else if ((button = at('#door dialog button'))) $('#door dialog').close(button.className === 'yes' ? 'yes' : '');
  }, true);
  document.addEventListener('change', (event) => {
    if (event.target.matches?.('#filters :is(input, select), #shelf input')) filter(false);
    else if (event.target.matches?.('#door input[type="file"]')) {
      if (event.target.webkitdirectory) take(desk.folders.chosen(event.target.files));
      else send([...event.target.files].map((file) => ({ file, name: file.name })), false);
      event.target.value = ''; // the same file again is a change again
    }
  });
  document.addEventListener('submit', (event) => { if (event.target.matches?.('#filters form')) { event.preventDefault(); filter(false); } });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !wide.matches && isOpen() && !$('#door dialog')?.open) { open(false); $('#shelf-open')?.focus(); }
  });

  // Files may be let go anywhere on the page: beside the door the browser would leave the page for them.
  const carries = (event) => event.dataTransfer?.types?.includes('Files');
  const over = (on) => $('#door .door')?.classList.toggle('over', on);
  document.addEventListener('dragover', (event) => { if (carries(event)) { event.preventDefault(); over(true); } });
  document.addEventListener('dragleave', (event) => { if (!event.relatedTarget) over(false); });
  document.addEventListener('drop', (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    over(false);
    if ($('#door .door')) { open(true); desk.folders.dropped(event.dataTransfer).then(take, lost); }
  });
}
settle();
