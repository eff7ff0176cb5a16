// Runs in the article component behind source.js: the form that sets a document's front matter right. Only what was changed is sent.
{
  const desk = (window.youju ??= {});

  // The document is shown again with what was set; the form stays open, and says what became of it.
  watch('value', () => {
    const said = desk.fronted, box = element.querySelector('details.front');
    desk.fronted = null;
    if (!said || !box) return;
    box.open = true;
    box.querySelector('.said').textContent = said;
    box.querySelector('button[type="submit"]').focus({ preventScroll: true });
  });

  const send = async (form, fields, clear) => {
    const say = (words) => { form.querySelector('.said').textContent = words; };
    const buttons = form.querySelectorAll('button');
    buttons.forEach((each) => { each.disabled = true; });
    try {
      const body = JSON.stringify({ document: form.dataset.document, fields, clear });
      const headers = { 'X-Youju': 'page', 'Content-Type': 'application/json' };
      const answer = await (await fetch('library/front', { method: 'POST', headers, body })).json();
      say(answer.error ?? answer.said);
      if (answer.error) return;
      desk.fronted = answer.said;
      desk.shelf.renew();
      desk.shelf.read(form.dataset.document);
    } catch { say(form.dataset.lost); }
    finally { buttons.forEach((each) => { each.disabled = false; }); }
  };

  if (!desk.fronts) {
    desk.fronts = true;
    document.addEventListener('submit', (event) => {
      if (!event.target.matches?.('#source .front form')) return;
      event.preventDefault();
      const changed = [...event.target.querySelectorAll('input')].filter((each) => each.value !== each.defaultValue);
      send(event.target, Object.fromEntries(changed.map((each) => [each.name, each.value])), []);
    });
    document.addEventListener('click', (event) => {
      const button = event.target.closest?.('#source .front .undo');
      if (button) send(button.form, {}, [button.value]);
    });
  }
}
