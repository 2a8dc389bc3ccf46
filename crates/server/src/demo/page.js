// The reset button of the demo's start page.
'use strict';
document.getElementById('reset').addEventListener('submit', async (event) => {
  event.preventDefault();
  const said = document.getElementById('said');
  const button = event.target.querySelector('button');
  button.disabled = true;
  said.textContent = '正在重置… Resetting…';
  try {
    const answer = await fetch('/api/demo/reset', { method: 'POST', headers: { 'content-type': 'application/json', 'x-doorstep-slot': '0' }, body: '{}' });
    if (!answer.ok) throw new Error(String(answer.status));
    said.textContent = '已重置，打开的窗口会自己更新。Done; open windows update by themselves.';
  } catch (error) {
    said.textContent = '没有成功，请再试一次。It did not work, please try again.';
  } finally {
    button.disabled = false;
  }
});
