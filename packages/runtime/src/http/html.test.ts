import { expect, it } from 'vitest';
import { html } from './html.ts';

it('escapes what is inserted, and nothing twice', () => {
  const name = html`<b>${`O'Neil & "Sons" <Ltd>`}</b>`;
  expect(html`<p title="${'"'}">${name} ${[html`<i>1</i>`, html`<i>2</i>`]} ${3}</p>`.markup).toBe(
    '<p title="&quot;"><b>O&#39;Neil &amp; &quot;Sons&quot; &lt;Ltd&gt;</b> <i>1</i><i>2</i> 3</p>',
  );
});
