// What the blocks of the chat share, in the page's head: which conversation is shown, dialogs, copying, the drawer.
window.vk = {
  busy: () => {},
  filters: () => ({}),
  edit: () => {},
  // When another conversation was asked for that is not there yet: a question typed by then waits for it.
  turning: 0,
  turned: () => {},
  openers: [],
  // The opened source; `sourcePressed` tells that the reader has opened or closed one since the last question.
  sourcePressed: false,
  openSource: () => {},
  offerSource: () => {},
  closeSource: () => {},
  // Something else will be in the conversation's place: what was opened from it is closed.
  turnAway: () => { window.vkPressed = null; vk.sourcePressed = false; vk.closeSource(); },
  markOpen: () => { for (const mark of vk.openers) mark(); },
  conversation: () => document.querySelector('.vk-conversation')?.dataset.id || '',
  phone: () => matchMedia('(max-width: 900px)').matches,
  say: (text) => {
    let voice = document.getElementById('vk-voice');
    if (!voice) {
      voice = document.createElement('div');
      voice.id = 'vk-voice';
      voice.setAttribute('role', 'status');
      document.body.append(voice);
    }
    voice.textContent = text;
    clearTimeout(vk.saying);
    vk.saying = setTimeout(() => { voice.textContent = ''; }, 4000);
  },
  // Resolves to the text in the field (true where there is none), or to null where the answer is no.
  dialog: ({label, ok, cancel, value, long}) => new Promise((resolve) => {
    const dialog = document.createElement('dialog');
    dialog.className = 'vk-dialog';
    const form = document.createElement('form');
    form.method = 'dialog';
    const said = document.createElement('label');
    said.textContent = label;
    said.id = 'vk-dialog-label';
    dialog.setAttribute('aria-labelledby', said.id);
    form.append(said);
    let field = null;
    if (value !== undefined) {
      field = document.createElement(long ? 'textarea' : 'input');
      field.id = 'vk-dialog-field';
      field.maxLength = long ? 2000 : 120;
      field.value = value;
      field.dir = 'auto';
      said.htmlFor = field.id;
      form.append(field);
    }
    const row = document.createElement('div');
    for (const [text, name] of [[cancel, 'no'], [ok, 'yes']]) {
      const button = document.createElement('button');
      button.type = name === 'yes' ? 'submit' : 'button';
      button.textContent = text;
      button.className = name === 'yes' ? 'vk-primary' : 'vk-plain';
      if (name === 'no') button.addEventListener('click', () => dialog.close('no'));
      row.append(button);
    }
    form.append(row);
    form.addEventListener('submit', (event) => { event.preventDefault(); dialog.close('yes'); });
    dialog.append(form);
    document.querySelector('.gradio-container .contain').append(dialog);  // where our style reaches
    const before = document.activeElement;
    dialog.addEventListener('close', () => {
      const answer = dialog.returnValue === 'yes' ? (field ? field.value : true) : null;
      dialog.remove();
      if (before && before.isConnected) before.focus({preventScroll: true});
      resolve(answer);
    });
    dialog.showModal();
    if (field) { field.focus(); if (field.select) field.select(); }
  }),
  copy: async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch (refused) {
      // Browsers keep the clipboard from pages that came without encryption from another machine.
      const field = document.createElement('textarea');
      field.value = text;
      field.style.cssText = 'position:fixed;opacity:0';
      document.body.append(field);
      field.select();
      document.execCommand('copy');
      field.remove();
    }
  },
  drawer: (open) => {
    const room = document.getElementById('vk-room');
    if (!room) return;
    room.classList.toggle('vk-drawer-open', open);
    room.classList.toggle('vk-drawer-shut', !open);
    for (const button of document.querySelectorAll('.vk-drawer')) button.setAttribute('aria-expanded', String(open));
    if (!vk.phone()) { try { localStorage.setItem('vk-drawer', open ? 'open' : 'shut'); } catch (refused) { /* not kept */ } }
  },
  drawerOpen: () => {
    const history = document.getElementById('vk-history');
    return Boolean(history) && history.getClientRects().length > 0;
  },
  toggleDrawer: () => {
    const open = !vk.drawerOpen();
    vk.drawer(open);
    const target = open ? document.getElementById('vk-find') : document.querySelector('.vk-drawer');
    if (target) target.focus({preventScroll: true});
  },
  // Presses that mean the same wherever they are; true if this was one.
  common: (button, fresh) => {
    if (button.dataset.drawer !== undefined) { vk.toggleDrawer(); return true; }
    if (button.dataset.new !== undefined) {
      if (vk.conversation() || document.querySelector('.vk-turn')) {
        vk.turnAway();
        vk.turning = Date.now();
        fresh();
      }
      if (vk.phone()) vk.drawer(false);
      document.getElementById('vk-box')?.focus({preventScroll: true});
      return true;
    }
    return false;
  },
};
// A window made narrow is not covered by the list that stood beside, and has it again when made wide.
matchMedia('(max-width: 900px)').addEventListener('change', (narrow) => {
  let kept = null;
  try { kept = localStorage.getItem('vk-drawer'); } catch (refused) { /* as at first */ }
  vk.drawer(!narrow.matches && kept !== 'shut');
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || document.querySelector('dialog[open]')) return;
  if (vk.phone() && vk.drawerOpen()) vk.toggleDrawer();
});
