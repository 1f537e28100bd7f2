// Words selected in an answer are put into the form, with the answer and which of their places it is.
// Without this script they are typed or pasted.
(() => {
  const words = document.getElementById("id_words");
  const line = document.getElementById("id_line");
  const place = document.getElementById("id_occurrence");
  if (!words || !line || !place) return;

  const count = (text, part) => text.toLowerCase().split(part.toLowerCase()).length - 1;

  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    const text = chosen.toString().trim();
    const start = chosen.anchorNode?.parentElement?.closest("[data-line]");
    if (!text || !start || start !== chosen.focusNode?.parentElement?.closest("[data-line]")) return;
    const range = chosen.getRangeAt(0);
    const before = document.createRange();
    before.selectNodeContents(start);
    before.setEnd(range.startContainer, range.startOffset);
    words.value = text;
    line.value = start.dataset.line;
    place.value = String(count(before.toString(), text) + 1);
  });
})();
