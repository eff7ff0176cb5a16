// Runs in the door for files. What is in a folder that is dropped or chosen: its articles, each by its path in that folder, as the
// command names them. What is no article is not sent, only counted: a folder has pictures and hidden files beside its texts.
const desk = (window.youju ??= {});
const door = () => document.querySelector('#door .door');
const isArticle = (name) => {
  const suffixes = door().querySelector('input[accept]').accept.split(',');
  return suffixes.some((each) => name.toLowerCase().endsWith(each)) && !name.split('/').some((part) => part.startsWith('.'));
};
// `plain` were named one by one, and each of them gets its answer; `inside` stand in folders.
const sorted = (plain, inside, unread) => {
  const articles = inside.filter(({ name }) => isArticle(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const files = [...plain, ...articles];
  if (files.length > Number(door().dataset.most)) return { error: door().dataset.many };
  if (files.length === 0 && inside.length + unread > 0) return { error: door().dataset.noArticle };
  return { files, skipped: inside.length - articles.length + unread };
};

const entries = async (folder) => {
  const reader = folder.createReader(), found = [];
  for (;;) { // it gives them by the hundred
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (some.length === 0) return found;
    found.push(...some);
  }
};
const walk = async (folder, above, found) => {
  for (const entry of await entries(folder)) {
    const name = above + entry.name;
    if (found.files.length > 20000) return; // no folder of articles: it is refused by the number of its files
    if (entry.isDirectory) { if (!entry.name.startsWith('.')) await walk(entry, `${name}/`, found); }
    else if (!isArticle(name)) found.unread += 1;
    else await new Promise((done) => entry.file((file) => { found.files.push({ file, name }); done(); }, () => { found.unread += 1; done(); }));
  }
};

desk.folders = {
  chosen: (files) => sorted([], [...files].map((file) => ({ file, name: file.webkitRelativePath.split('/').slice(1).join('/') })), 0),
  dropped: async (data) => {
    // Both have to be asked for at once: after the event the browser gives them no longer.
    const items = [...data.items].filter((item) => item.kind === 'file').map((item) => [item.webkitGetAsEntry?.(), item.getAsFile()]);
    const plain = [], found = { files: [], unread: 0 };
    for (const [entry, file] of items) {
      if (entry?.isDirectory) await walk(entry, '', found);
      else if (file) plain.push({ file, name: file.name });
    }
    return sorted(plain, found.files, found.unread);
  },
  left: (count) => (count ? [{ what: 'skipped', said: door().dataset.skipped.replace('{count}', count) }] : []),
};
