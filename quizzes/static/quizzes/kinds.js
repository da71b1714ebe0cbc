// The eleven kinds of question on a page: what is answered, how it is put back. Knows nothing of saving.
//
// A question is an element [data-question] with data-kind, data-slot and data-revision. A page holds one or more of them in
// one <form data-question-form>. Inside, every control that answers carries data-answer: the part it speaks of ("" for the
// whole, a letter, a gap, "unit", "files"). Its fields of the save protocol are [data-field=client|sequence|base_revision|is_kept].
//
//   readAnswer(question) -> the shown answer, {} for none       (shapes: quizzes/shown.py)
//   writeAnswer(question, answer)                               puts it on the page; fires no "change"
//   partsOf(answer) -> values by part, controls(question)       for conflict.js, which says an answer in words
//
// Choosing fires "change", typing fires "input", both from a control within the question; moving lines fires "change".
const SHAPES = {
  single_choice: "choices", multiple_choice: "choices", hotspot: "choices", true_false: "value", true_false_group: "values",
  matching: "pairs", ordering: "order", short_answer: "text", numerical: "text", essay: "text", cloze: "gaps",
};
export const PICKED = /radio|checkbox/;
export const controls = (question) => [...question.querySelectorAll("[data-answer]")];
const partOf = (control) => control.dataset.answer;

// What the controls say: values by part, in the order of the page.
function said(question) {
  const parts = {};
  for (const control of controls(question)) {
    if (PICKED.test(control.type) ? control.checked : control.value.trim()) (parts[partOf(control)] ??= []).push(control.value);
  }
  return parts;
}

const first = (parts, read = (value) => value) => Object.fromEntries(Object.entries(parts).map(([part, values]) => [part, read(values[0])]));
const isTrue = (value) => value === "true";
const unlessEmpty = (name, parts) => (Object.keys(parts).length ? { [name]: parts } : {});

const readers = {
  choices: (parts) => (parts[""] ? { choices: parts[""] } : {}),
  value: (parts) => (parts[""] ? { value: isTrue(parts[""][0]) } : {}),
  values: (parts) => unlessEmpty("values", first(parts, isTrue)),
  pairs: (parts) => unlessEmpty("pairs", first(parts)),
  // One thing in a gap is said as it is, several ticked ones as a list.
  gaps: (parts) => unlessEmpty("gaps", Object.fromEntries(Object.entries(parts).map(([gap, values]) => [gap, values.length > 1 ? values : values[0]]))),
  // A whole order or none: half an order cannot be graded.
  order: (parts, question) => {
    const places = Object.entries(first(parts, Number)).sort((a, b) => a[1] - b[1]);
    const isWhole = places.length === controls(question).length && places.every(([, place], index) => place === index + 1);
    return isWhole && places.length ? { order: places.map(([part]) => part) } : {};
  },
  text: (parts) => {
    if (!parts[""] && !parts.files) return {};
    return { text: parts[""]?.[0] ?? "", ...(parts.unit && { unit: parts.unit[0] }), ...(parts.files && { files: parts.files }), ...(parts.format && { format: parts.format[0] }) };
  },
};

export const readAnswer = (question) => {
  const shape = SHAPES[question.dataset.kind];
  return readers[shape](said(question), question);
};

// An answer as values by part: the inverse of what `said` gives.
export function partsOf(answer) {
  if (answer.order) return Object.fromEntries(answer.order.map((part, index) => [part, [String(index + 1)]]));
  const whole = answer.choices ?? ("value" in answer ? [String(answer.value)] : "text" in answer ? [answer.text] : []);
  const parts = { "": whole, ...(answer.unit && { unit: [answer.unit] }), ...(answer.files && { files: answer.files }), ...(answer.format && { format: [answer.format] }) };
  for (const [part, value] of Object.entries(answer.values ?? answer.pairs ?? answer.gaps ?? {})) parts[part] = [value].flat().map(String);
  return parts;
}

export function writeAnswer(question, answer) {
  const parts = partsOf(answer);
  for (const control of controls(question)) {
    const values = parts[partOf(control)] ?? [];
    if (PICKED.test(control.type)) control.checked = values.includes(control.value);
    else if (control.type !== "hidden" || partOf(control) === "format") control.value = values[0] ?? "";
  }
  question.dispatchEvent(new CustomEvent("written"));
}
