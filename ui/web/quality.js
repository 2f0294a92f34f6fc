// The tab of quality, after screens.js: presses that make judged answers lines of the golden file.
const quality = root.querySelector('[data-quality]');
const showQuality = async (key) => {
  if (await load(quality, quality.dataset.part) && key) {
    quality.querySelector(`li[data-key="${CSS.escape(key)}"] button`)?.focus({preventScroll: true});
  }
};
async function golden(key, body) {
  const done = await act('POST', '/v1/golden', {key, ...body});
  if (!done) return;
  await showQuality(key);
  say(words.quality_golden_done.replace('{file}', done.file));
}
root.addEventListener('click', async (event) => {
  const data = event.target.closest('button')?.dataset || {};
  if (data.golden) golden(data.golden, {});
  else if (data.dropGolden && await act('DELETE', `/v1/golden/${encodeURIComponent(data.dropGolden)}`)) {
    await showQuality(data.dropGolden);
    say(words.quality_golden_dropped);
  }
});
root.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target;
  const lines = (name) => form.elements[name].value.split('\n').map((line) => line.trim()).filter(Boolean);
  const question = form.elements.question.value.trim();
  golden(form.dataset.amend, {...(question && {question}), answer_any: lines('words'), gold_doc: lines('documents')});
});
whenSeen(() => { if (!quality.querySelector('details.vk-amending[open]')) showQuality(); });
