// Lets an author edit a table as the table it is. The textarea below it stays the value that is sent; the server cleans it.
const { Controller } = window.StimulusModule;

class TableEditorController extends Controller {
  static targets = ["source"];
  static values = { row: String, column: String, noRow: String, noColumn: String, header: String, label: String };

  connect() {
    if (this.view) return;
    this.table = this.parse(this.sourceTarget.value);
    if (!this.table) return;
    this.view = document.createElement("div");
    this.view.className = "content-table-editor__view";
    this.view.setAttribute("role", "group");
    this.view.setAttribute("aria-label", this.labelValue);
    this.view.append(this.table);
    this.view.addEventListener("input", () => this.write());
    this.view.addEventListener("paste", (event) => this.paste(event));
    this.view.addEventListener("keydown", (event) => this.keys(event));
    const tools = document.createElement("div");
    tools.className = "content-table-editor__tools";
    tools.append(
      this.button(this.rowValue, () => this.addRow()),
      this.button(this.columnValue, () => this.addColumn()),
      this.button(this.noRowValue, () => this.removeRow()),
      this.button(this.noColumnValue, () => this.removeColumn()),
      this.button(this.headerValue, () => this.toggleHeader()),
    );
    this.sourceTarget.hidden = true;
    this.element.append(this.view, tools);
    this.open();
  }

  parse(source) {
    return new DOMParser().parseFromString(source, "text/html").querySelector("table");
  }

  open() {
    for (const cell of this.table.querySelectorAll("td, th")) cell.contentEditable = "true";
  }

  write() {
    const copy = this.table.cloneNode(true);
    for (const cell of copy.querySelectorAll("[contenteditable]")) cell.removeAttribute("contenteditable");
    this.sourceTarget.value = copy.outerHTML;
    this.sourceTarget.dispatchEvent(new Event("change", { bubbles: true }));
  }

  paste(event) {
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  }

  keys(event) {
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      document.execCommand("insertLineBreak");
    }
  }

  button(words, action) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small button-secondary";
    button.textContent = words;
    button.addEventListener("click", () => {
      action();
      this.open();
      this.write();
    });
    return button;
  }

  width() {
    return Math.max(...[...this.table.rows].map((row) => [...row.cells].reduce((sum, cell) => sum + cell.colSpan, 0)));
  }

  addRow() {
    const row = (this.table.tBodies[0] || this.table).insertRow();
    for (let index = this.width(); index > 0; index -= 1) row.insertCell();
  }

  addColumn() {
    for (const row of this.table.rows) {
      const last = row.cells[row.cells.length - 1];
      const cell = document.createElement(last && last.tagName === "TH" ? "th" : "td");
      row.append(cell);
    }
  }

  removeRow() {
    if (this.table.rows.length > 1) this.table.deleteRow(this.table.rows.length - 1);
  }

  removeColumn() {
    if (this.width() < 2) return;
    for (const row of this.table.rows) {
      const last = row.cells[row.cells.length - 1];
      if (!last) continue;
      if (last.colSpan > 1) last.colSpan -= 1;
      else last.remove();
    }
  }

  toggleHeader() {
    const first = this.table.rows[0];
    const wanted = first.cells[0] && first.cells[0].tagName === "TH" ? "td" : "th";
    for (const cell of [...first.cells]) {
      const other = document.createElement(wanted);
      other.innerHTML = cell.innerHTML;
      other.colSpan = cell.colSpan;
      other.rowSpan = cell.rowSpan;
      cell.replaceWith(other);
    }
  }
}

window.wagtail.app.register("content-table-editor", TableEditorController);
