// Sending files, after documents.js: some at a time in one request, each with its own progress; what the server has
// acknowledged is safe there, and the list of jobs goes on from it.
const chooser = root.querySelector('[data-files]');
const drop = root.querySelector('[data-drop]');
const sending = root.querySelector('[data-sending]');
const limit = Number(root.dataset.limit);
const BATCH_FILES = 20;
const BATCH_BYTES = 50e6;
const queue = [];
let busy = false;

function line(file) {
  const item = document.createElement('li');
  const name = document.createElement('span');
  name.className = 'vk-file-name';
  name.dir = 'auto';
  name.textContent = file.name;
  const bar = document.createElement('progress');
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute('aria-label', `${words.doc_sending}: ${file.name}`);
  const said = document.createElement('span');
  said.className = 'vk-status';
  item.append(name, bar, said);
  sending.append(item);
  return {file, item, bar, said};
}

function failed(entry, why, again) {
  entry.bar.remove();
  entry.said.textContent = `${words.doc_send_failed}: ${why}`;
  entry.said.className = 'vk-status vk-status-failed';
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'vk-link';
  button.textContent = again ? words.doc_retry : '×';
  button.setAttribute('aria-label', `${button.textContent}: ${entry.file.name}`);
  button.onclick = () => { entry.item.remove(); if (again) send([entry.file]); };
  entry.item.append(button);
}

function send(files) {
  for (const file of files) {
    const entry = line(file);
    if (file.size > limit) failed(entry, words.doc_too_large, false);
    // The second of two names would be taken for the first one's new version, and the first be lost.
    else if (queue.some((other) => other.file.name === file.name)) failed(entry, words.doc_same_name, false);
    else queue.push(entry);
  }
  if (!busy) next();
}

function next() {
  const batch = [];
  let bytes = 0;
  while (queue.length && batch.length < BATCH_FILES && (!batch.length || bytes + queue[0].file.size <= BATCH_BYTES)) {
    bytes += queue[0].file.size;
    batch.push(queue.shift());
  }
  busy = batch.length > 0;
  if (!busy) return;
  const form = new FormData();
  for (const entry of batch) form.append('files', entry.file, entry.file.name);
  const request = new XMLHttpRequest();
  request.open('POST', '/v1/documents');
  request.upload.onprogress = (event) => {
    let before = 0;
    for (const {file, bar, said} of batch) {
      const part = file.size ? Math.min(1, Math.max(0, (event.loaded - before) / file.size)) : 1;
      bar.value = part;
      said.textContent = part < 1 ? `${words.doc_sending} ${Math.floor(part * 100)} %` : words.doc_sent;
      before += file.size;
    }
  };
  const fail = (why) => { for (const entry of batch) failed(entry, why, true); next(); };
  request.onload = () => {
    if (request.status === 202) {
      for (const entry of batch) entry.item.remove();
      showJobs();
      next();
      return;
    }
    let why = request.statusText;
    try { why = JSON.parse(request.responseText).error.message; } catch { /* not ours */ }
    fail(why);
  };
  request.onerror = () => fail(words.doc_lost);
  request.send(form);
}

async function dropped(transfer) {
  const items = [...transfer.items].filter((item) => item.kind === 'file');
  const folders = items.some((item) => item.webkitGetAsEntry?.()?.isDirectory);
  const files = items.filter((item) => !item.webkitGetAsEntry?.()?.isDirectory).map((item) => item.getAsFile());
  if (folders) say(words.doc_no_folder);
  send(files.filter(Boolean));
}

chooser.addEventListener('change', () => { send([...chooser.files]); chooser.value = ''; });
// Wherever in the tab a file is dropped, the browser must not open it instead.
root.addEventListener('dragover', (event) => { event.preventDefault(); drop.classList.add('vk-over'); });
root.addEventListener('dragleave', (event) => { if (!root.contains(event.relatedTarget)) drop.classList.remove('vk-over'); });
root.addEventListener('drop', (event) => {
  event.preventDefault();
  drop.classList.remove('vk-over');
  if (event.dataTransfer) dropped(event.dataTransfer);
});
window.addEventListener('beforeunload', (event) => { if (busy) event.preventDefault(); });
