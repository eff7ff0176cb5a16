// Runs in the place out of sight that holds what is taken along. The links under an answer open the dialogs; what they ask for is made by
// the server and becomes a file here.
const desk = (window.youju ??= {});
desk.taking = { take: (data) => trigger('take', data), rate: (data) => trigger('rate', data) };

const dialog = (kind) => document.querySelector(`#dialogs dialog.${kind}`);
const say = (words) => document.querySelectorAll('#dialogs dialog[open] .said').forEach((each) => { each.textContent = words; });

const bytes = (body) => Uint8Array.from(atob(body), (each) => each.charCodeAt(0));
watch('value', async () => {
  const made = element.querySelector('pre');
  if (!made) return;
  if (made.dataset.body && desk.taking.copying) await desk.copy(new TextDecoder().decode(bytes(made.dataset.body)));
  else if (made.dataset.body) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([bytes(made.dataset.body)], { type: made.dataset.type }));
    link.download = made.dataset.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }
  say(desk.taking.copying && made.dataset.body ? dialog('export').dataset.copied : made.textContent);
  desk.taking.copying = false;
  const rated = document.querySelector(`#chat a[href="#${made.dataset.link}"]`);
  if (rated && !made.dataset.link.startsWith('export-')) {
    rated.textContent = made.textContent;
    dialog('rate').close();
    rated.focus();
  }
});

desk.taking.open = (link) => {
  const ref = link.getAttribute('href').slice(1), kind = ref.split('-')[0], box = dialog(kind === 'export' ? 'export' : 'rate');
  box.dataset.ref = ref;
  box.querySelector('.said').textContent = '';
  if (kind !== 'export') {
    box.querySelector('h2').textContent = box.dataset[kind];
    box.querySelector('textarea').value = '';
  }
  box.onclose = () => link.focus();
  box.showModal();
};

if (!desk.takes) {
  desk.takes = true;
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('#chat :is(a[href^="#export-"], a[href^="#good-"], a[href^="#bad-"])');
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    desk.taking.open(link);
  }, true);
  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('#dialogs dialog button');
    if (!button) return;
    const box = button.closest('dialog'), ref = box.dataset.ref;
    if (button.matches('.shut')) box.close();
    else if (button.matches('.send')) desk.taking.rate({ ref, note: box.querySelector('textarea').value });
    else {
      const form = button.dataset.form;
      desk.taking.copying = button.dataset.copy === 'yes';
      desk.taking.take({ ref, form, style: box.querySelector(`select[name="${form === 'references' ? form : 'answer'}"]`).value });
    }
  });
}
