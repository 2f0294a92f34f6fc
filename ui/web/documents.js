// The tab of documents, after screens.js: the list, a document's own page, and sending files.
const listing = root.querySelector('[data-listing]');
const page = root.querySelector('[data-page]');
const list = root.querySelector('#vk-documents');
const jobs = root.querySelector('[data-jobs]');
const find = root.querySelector('[data-find]');
const asked = {sort: '-added', offset: 0};
let shown = '';
let pictured = false;

async function showList() {
  const query = new URLSearchParams(new FormData(find));
  query.set('sort', asked.sort);
  query.set('offset', asked.offset);
  if (!(await load(list, `${list.dataset.part}?${query}`))) return;
  const kinds = list.querySelector('template[data-kinds]');
  if (!kinds) return;
  const chosen = find.elements.kind.value;
  find.elements.kind.replaceChildren(kinds.content.cloneNode(true));
  find.elements.kind.value = chosen;
  if (find.elements.kind.value !== chosen) find.elements.kind.value = '';
}

// As long as files are being read, again and again; the list is new when one of them is done.
let following = 0;
let told = '';
async function showJobs() {
  clearTimeout(following);
  const open = new Map([...jobs.querySelectorAll('details')].map((job) => [job.dataset.key, job.open]));
  const focused = jobs.contains(document.activeElement);
  if (!focused || !jobs.querySelector('[data-busy]')) await load(jobs, jobs.dataset.part);
  for (const job of jobs.querySelectorAll('details')) if (open.has(job.dataset.key)) job.open = open.get(job.dataset.key);
  const now = [...jobs.querySelectorAll('.vk-status')].map((one) => one.className).join();
  if (now !== told && told) showList();
  told = now || ' ';
  if (jobs.querySelector('[data-busy]') && root.isConnected) following = setTimeout(showJobs, 700);
}

async function openDocument(id, query = {}, focus = true) {
  const address = `${root.dataset.screen}/${encodeURIComponent(id)}?${new URLSearchParams(query)}`;
  if (!(await load(page, address))) return;
  // Whoever looks at pages as pictures goes on so from page to page.
  const picture = page.querySelector('[data-picture]');
  if (picture && pictured && shown === id) picture.open = true;
  shown = id;
  listing.hidden = true;
  page.hidden = false;
  const aim = page.querySelector('[data-aim]');
  if (aim) aim.scrollIntoView({block: 'center'});
  else if (focus) { root.scrollIntoView({block: 'start'}); (page.querySelector('.vk-doc-title') || page.querySelector('button'))?.focus({preventScroll: true}); }
}

function backToList() {
  const id = shown;
  shown = '';
  page.hidden = true;
  page.replaceChildren();
  listing.hidden = false;
  showList().then(() => list.querySelector(`[data-open="${CSS.escape(id)}"]`)?.focus({preventScroll: true}));
  showJobs();
}

// What `showDocument` wants, now or before this tab was made.
window.vkShowWanted = () => {
  const wanted = window.vkWanted;
  window.vkWanted = null;
  if (wanted) openDocument(wanted.id, wanted.query);
};

async function remove(button) {
  const {title, text, done} = button.dataset;
  if (!(await confirmed(words.doc_remove_title, [title, text], words.doc_remove_yes))) return;
  if (await act('DELETE', `/v1/documents/${encodeURIComponent(button.dataset.remove)}`)) { backToList(); say(done); }
}

async function correct(id, changes) {
  const done = await act('PATCH', `/v1/documents/${encodeURIComponent(id)}`, changes);
  if (!done) return;
  await openDocument(id, {}, false);
  say(done.applied ? words.doc_saved : words.doc_saved_later);
}

root.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  const data = button.dataset;
  if (data.choose !== undefined) root.querySelector('[data-files]').click();
  else if (data.sortBy) { asked.sort = data.sortBy; asked.offset = 0; showList(); }
  else if (data.offset) { asked.offset = data.offset; showList().then(() => list.querySelector('.vk-table').focus()); }
  else if (data.back) backToList();
  else if (data.open) {
    const query = {};
    if (data.at) query.at = data.at;
    if (data.textPart) query.text_part = data.textPart;
    openDocument(data.open, query, !data.at && !data.textPart).then(() => {
      if (data.textPart || data.at) page.querySelector('.vk-context')?.focus({preventScroll: true});
    });
  }
  else if (data.remove) remove(button);
  else if (data.reread) act('POST', `/v1/documents/${encodeURIComponent(data.reread)}/reread`).then((job) => { if (job) { backToList(); say(words.doc_rereading); } });
  else if (data.takeBack) correct(shown, {[data.takeBack]: null});
  else if (data.dismiss) act('DELETE', `/v1/documents/jobs/${encodeURIComponent(data.dismiss)}`).then(() => { told = ''; load(jobs, jobs.dataset.part); });
});
root.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target;
  if (form.dataset.correct) {
    const changed = [...form.elements].filter((box) => box.name && box.value.trim() !== box.dataset.was);
    const values = Object.fromEntries(changed.map((box) => [box.name, box.value]));
    if (changed.length) correct(form.dataset.correct, values);
  } else if (form.dataset.goto) openDocument(form.dataset.goto, {text_part: form.elements.part.value || 1}, false);
  else { asked.offset = 0; showList(); }
});
const findSoon = later(0.2, () => { asked.offset = 0; showList(); });
find.addEventListener('input', findSoon);
root.addEventListener('change', (event) => {
  if (event.target.dataset.sort !== undefined) { asked.sort = event.target.value; asked.offset = 0; showList().then(() => list.querySelector('[data-sort]')?.focus()); }
});
root.addEventListener('toggle', (event) => {
  const image = event.target.dataset?.picture && event.target.querySelector('img');
  if (image) pictured = event.target.open;
  if (!image || image.src) return;
  image.src = image.dataset.src;
  image.hidden = false;
}, true);
window.vkShowWanted();
whenSeen(() => { if (!shown) showList(); showJobs(); });
