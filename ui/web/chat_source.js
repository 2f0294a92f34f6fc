// Gradio calls this once with `element` and `props`: the opened source, which is fetched when a press asks for it.
const nothing = props.value;
const lost = element.querySelector('.vk-nothing').dataset.lost;
let fetching = null;
// Of several presses the last one counts, whichever answer comes first.
const open = async (asked) => {
  fetching?.abort();
  const own = fetching = new AbortController();
  element.setAttribute('aria-busy', 'true');
  let html = '';
  try {
    const address = `/screens/${document.documentElement.lang}/source?${new URLSearchParams(asked)}`;
    const response = await fetch(address, {signal: own.signal});
    html = await response.text();
    if (!response.ok) throw new Error(html);
  } catch (failed) {
    html = '';
    if (failed.name !== 'AbortError') vk.say(lost);
  }
  if (fetching !== own) return;
  fetching = null;
  element.removeAttribute('aria-busy');
  if (html) put(html);
};
const put = async (html) => {
  props.value = html;
  await null;  // Gradio takes it over when this turn is done, changing only what differs, so that the focus stays
  shown();
};
vk.openSource = (asked) => { vk.sourcePressed = true; open(asked); };
vk.offerSource = (asked) => { if (!vk.sourcePressed && !vk.phone()) open({...asked, itself: true}); };
vk.closeSource = () => {
  fetching?.abort();
  fetching = null;
  element.removeAttribute('aria-busy');
  put(nothing);
};
const view = () => {
  try { return localStorage.getItem('vk-view') || (vk.phone() ? 'text' : 'page'); } catch (refused) { return 'page'; }
};
const show = (panel) => {
  const chosen = panel.querySelector('.vk-as-page') ? view() : 'text';
  panel.dataset.view = chosen;
  for (const button of panel.querySelectorAll('.vk-view')) {
    button.setAttribute('aria-pressed', String(button.dataset.view === chosen));
  }
};
const place = (panel) => {
  // As far down as it takes to see the whole quote with some words before it; not at all if it is in sight already.
  const scroller = getComputedStyle(panel).position === 'fixed' ? panel : element.closest('.html-container');
  scroller.scrollTop = 0;
  const marks = panel.querySelectorAll(panel.dataset.view === 'page' ? '.vk-quote-box' : 'mark');
  if (!marks.length) return;
  const hidden = panel.querySelector('.vk-panel-head').offsetHeight + 90;
  const frame = scroller.getBoundingClientRect();
  const [top, bottom] = [marks[0].getBoundingClientRect().top, marks[marks.length - 1].getBoundingClientRect().bottom];
  if (bottom > frame.bottom - 20) scroller.scrollTop = top - frame.top - hidden;
};
element.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  const data = button.dataset;
  const panel = element.querySelector('.vk-panel');
  if (data.close !== undefined) { shut(); return; }
  if (data.view !== undefined) {
    try { localStorage.setItem('vk-view', data.view); } catch (refused) { panel.dataset.view = data.view; }
    show(panel);
    place(panel);
    return;
  }
  if (data.zoom !== undefined) {
    panel.dataset.zoom = panel.dataset.zoom === '1' ? '' : '1';
    button.setAttribute('aria-pressed', String(panel.dataset.zoom === '1'));
    return;
  }
  const asked = {conversation: vk.conversation(), turn: Number(data.turn), wide: data.wide === '1'};
  for (const name of ['n', 'near', 'page']) if (data[name] !== undefined) asked[name] = Number(data[name]);
  vk.openSource(asked);
});
const shut = () => { vk.sourcePressed = true; vk.closeSource(); };
// A page that could not be drawn says why in its place.
element.addEventListener('error', async (event) => {
  const picture = event.target;
  if (!picture.classList?.contains('vk-page-picture')) return;
  const response = await fetch(picture.src).catch(() => null);
  if (response?.ok) return;
  const said = document.createElement('p');
  said.className = 'vk-fault vk-page-fault';
  said.setAttribute('role', 'alert');
  said.textContent = response ? await response.text() : lost;
  if (picture.naturalWidth || !picture.isConnected) return;
  picture.hidden = true;
  picture.parentNode.append(said);
}, true);
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]')) return;
  const panel = element.querySelector('.vk-panel');
  if (panel && (element.contains(event.target) || getComputedStyle(panel).position === 'fixed')) shut();
});
let before = '';
vk.openers.push(() => {
  const panel = element.querySelector('.vk-panel');
  for (const button of document.querySelectorAll('#vk-talk button[data-n]')) {
    const open = panel && button.dataset.turn === panel.dataset.turn && button.dataset.n === panel.dataset.n;
    if (open) button.setAttribute('aria-current', 'true'); else button.removeAttribute('aria-current');
  }
});
const shown = () => {
  const panel = element.querySelector('.vk-panel');
  vk.markOpen();
  if (!panel) {
    // Closed: a keyboard goes on from the mark that had opened it.
    before = '';
    const elsewhere = document.activeElement !== document.body && !element.contains(document.activeElement);
    if (window.vkPressed?.isConnected && !elsewhere) window.vkPressed.focus({preventScroll: true});
    window.vkPressed = null;
    return;
  }
  panel.dataset.zoom = '';
  show(panel);
  place(panel);
  const now = [panel.dataset.turn, panel.dataset.n, panel.dataset.near].join(' ');
  const typing = document.activeElement?.id === 'vk-box';
  if (panel.classList.contains('vk-pressed') && now !== before && !typing) {
    panel.querySelector('.vk-label').focus({preventScroll: true});
  }
  before = panel.classList.contains('vk-pressed') ? now : '';
};
