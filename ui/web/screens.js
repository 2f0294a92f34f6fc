// Gradio calls this once with `element`: a tab whose parts are HTML that the server gives and this script puts in place.
// Buttons and forms say in `data-` attributes what they do; nothing here knows a document.
const root = element.querySelector('.vk-screen');
const words = JSON.parse(root.dataset.words || '{}');
const status = root.querySelector('[data-status]');
let quiet = 0;
const say = (text) => {
  status.textContent = '';
  clearTimeout(quiet);
  setTimeout(() => { status.textContent = text; }, 30);
  quiet = setTimeout(() => { status.textContent = ''; }, 10000);
};
const fetching = new WeakMap();

// Fetch a part and put it in its place; of several asked for, only the last is shown.
async function load(place, address) {
  fetching.get(place)?.abort();
  const abort = new AbortController();
  fetching.set(place, abort);
  try {
    const response = await fetch(address, {signal: abort.signal});
    const html = await response.text();
    if (!response.ok) throw new Error(html);
    place.innerHTML = html;
    return true;
  } catch (error) {
    if (error.name !== 'AbortError') say(words.doc_lost || '');
    return false;
  } finally {
    if (fetching.get(place) === abort) fetching.delete(place);
  }
}

// Ask the server to do something; what it says when it will not is shown as it is.
async function act(method, address, body) {
  try {
    const options = {method};
    if (body !== undefined) { options.headers = {'content-type': 'application/json'}; options.body = JSON.stringify(body); }
    const response = await fetch(address, options);
    const said = response.status === 204 ? {} : await response.json();
    if (response.ok) return said;
    say(said.error?.message || response.statusText);
  } catch (error) { say(words.doc_lost || ''); }
  return null;
}

// Ask a person before what cannot be undone. Resolves to whether they agree; Escape is a no.
function confirmed(title, text, yes) {
  const dialog = document.createElement('dialog');
  dialog.className = 'vk-confirm';
  dialog.setAttribute('aria-labelledby', 'vk-confirm-title');
  const make = (tag, content, name) => {
    const made = document.createElement(tag);
    made.textContent = content;
    made.className = name;
    dialog.append(made);
    return made;
  };
  make('h2', title, '').id = 'vk-confirm-title';
  for (const line of [].concat(text)) make('p', line, '').dir = 'auto';
  const go = make('button', yes, 'vk-button vk-danger');
  const stop = make('button', words.doc_cancel || 'Cancel', 'vk-button');
  const before = document.activeElement;
  element.append(dialog);
  return new Promise((resolve) => {
    go.onclick = () => dialog.close('yes');
    stop.onclick = () => dialog.close();
    dialog.onclose = () => {
      dialog.remove();
      if (before && before.isConnected) before.focus();
      resolve(dialog.returnValue === 'yes');
    };
    dialog.showModal();
    stop.focus();
  });
}

// Calls `seen` whenever the tab comes into view.
function whenSeen(seen) {
  let visible = false;
  new IntersectionObserver((entries) => {
    const now = entries[entries.length - 1].isIntersecting;
    if (now && !visible) seen();
    visible = now;
  }).observe(root);
}

function later(seconds, what) {
  let timer = 0;
  return (...given) => { clearTimeout(timer); timer = setTimeout(() => what(...given), seconds * 1000); };
}

// Show a document in its tab, which may not be there yet: a tab is made when it is first opened.
function showDocument(id, query) {
  window.vkWanted = {id, query};
  document.querySelector('#vk-tabs button[role=tab][data-tab-id="held"]')?.click();
  window.vkShowWanted?.();
}
