// Gradio calls this once with `element`, `trigger` and `watch`: the opened source.
element.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  if (button.dataset.close !== undefined) { trigger('shut', {}); return; }
  trigger('cite', {turn: Number(button.dataset.turn), n: Number(button.dataset.n), wide: button.dataset.wide === '1'});
});
element.addEventListener('keydown', (event) => { if (event.key === 'Escape') trigger('shut', {}); });
watch('value', () => {
  const panel = element.querySelector('.vk-panel');
  for (const button of document.querySelectorAll('#vk-talk button[data-n]')) {
    const open = panel && button.dataset.turn === panel.dataset.turn && button.dataset.n === panel.dataset.n;
    if (open) button.setAttribute('aria-current', 'true'); else button.removeAttribute('aria-current');
  }
  if (!panel) {
    // Closed: a keyboard goes on from the mark that had opened it.
    if (window.vkPressed) window.vkPressed.focus({preventScroll: true});
    window.vkPressed = null;
    return;
  }
  const scroller = getComputedStyle(panel).position === 'fixed' ? panel : element.closest('.html-container');
  scroller.scrollTop = 0;
  const marks = panel.querySelectorAll('mark');
  if (marks.length) {
    // As far down as it takes to see the whole quote with some words before it; not at all if it is in sight already.
    const hidden = panel.querySelector('.vk-panel-head').offsetHeight + 90;
    const frame = scroller.getBoundingClientRect();
    const [top, bottom] = [marks[0].getBoundingClientRect().top, marks[marks.length - 1].getBoundingClientRect().bottom];
    if (bottom > frame.bottom - 20) scroller.scrollTop = top - frame.top - hidden;
  }
  if (panel.classList.contains('vk-pressed')) panel.querySelector('.vk-label').focus({preventScroll: true});
});
