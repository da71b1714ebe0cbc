// The list of a bank: mark a page at once, and hear how many questions are marked; a search is followed until it ends.
// Everything works without it.
const SECONDS = 3;
if (document.querySelector("[data-follow]")) setTimeout(() => window.location.reload(), SECONDS * 1000);

const form = document.querySelector("[data-chosen]");

if (form) {
  const marks = [...document.querySelectorAll("[data-mark]")];
  const label = form.querySelector("[data-mark-page]");
  const page = label.querySelector("input");
  const said = form.querySelector("[data-marked]");

  const count = () => {
    const marked = marks.filter((mark) => mark.checked).length;
    page.checked = marked > 0 && marked === marks.length;
    page.indeterminate = marked > 0 && marked < marks.length;
    said.textContent = marked ? `(${marked})` : "";
  };
  label.hidden = marks.length === 0;
  page.addEventListener("change", () => {
    for (const mark of marks) mark.checked = page.checked;
    count();
  });
  for (const mark of marks) mark.addEventListener("change", count);
  count();
}
