// The tab of digests, after screens.js: the bulletin of a period, and tasks by unit and deadline.
const bulletin = root.querySelector('[data-bulletin]');
const tasks = root.querySelector('[data-tasks]');
const wanted = root.querySelector('[data-tasks-filter]');
let days = null;
let written = false;
let turn = 0;

async function showBulletin() {
  if (!bulletin.firstChild) bulletin.textContent = words.digest_making;
  bulletin.setAttribute('aria-busy', 'true');
  const own = ++turn;
  const held = ['[data-period]', '[data-written]'].find((one) => document.activeElement === bulletin.querySelector(one));
  const query = new URLSearchParams();
  if (days !== null) query.set('days', days);
  if (written) query.set('written', 'true');
  const done = await load(bulletin, `${bulletin.dataset.part}?${query}`);
  if (own !== turn) return;
  bulletin.removeAttribute('aria-busy');
  if (held) bulletin.querySelector(held)?.focus({preventScroll: true});
  if (done && bulletin.querySelector('[data-left]')) goOn(own);
}
// Summaries that the language model has not written yet: asked for as long as somebody looks, and reads none of them.
function goOn(own) {
  setTimeout(() => {
    if (own !== turn || !root.getClientRects().length) return;
    const reading = bulletin.querySelector('.vk-bulletin')?.contains(document.activeElement);
    if (reading) goOn(own); else showBulletin();
  }, 1000);
}
const showTasks = (offset = 0) => {
  const query = new URLSearchParams(new FormData(wanted));
  query.set('offset', offset);
  return load(tasks, `${tasks.dataset.part}?${query}`);
};

root.addEventListener('submit', (event) => { event.preventDefault(); showTasks(); });
root.addEventListener('change', (event) => {
  const data = event.target.dataset;
  if (data.period === undefined && data.written === undefined) return;
  if (data.period !== undefined) days = event.target.value;
  else written = event.target.checked;
  showBulletin();
});
root.addEventListener('click', (event) => {
  const data = event.target.closest('button')?.dataset || {};
  if (data.offset) showTasks(data.offset).then(() => tasks.querySelector('.vk-table')?.focus());
  if (data.show) showDocument(data.show, {at: data.at});
  // A note's number leads to its source within the bulletin, and leaves the address of the page alone.
  const link = event.target.closest('.vk-bulletin a[href^="#"]');
  if (!link) return;
  event.preventDefault();
  const place = document.getElementById(link.hash.slice(1));
  if (place) { place.tabIndex = -1; place.focus(); }
});
whenSeen(() => { showBulletin(); if (!tasks.contains(document.activeElement)) showTasks(); });
