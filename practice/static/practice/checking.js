// Rules of answers, the same as practice/checking.py: both are held to tests/practice/answers.json.
export const tidy = (text) => text.normalize("NFC").split(/\s+/u).filter(Boolean).join(" ");
const bare = (text) => text.replace(/[ .-]/g, "");
const same = (text) => tidy(text).toLowerCase().replace(/ /g, "");
const isNumber = (text) => /^[0-9]{1,4}$/.test(text);
const two = (number) => String(number).padStart(2, "0");

// A day as a number that can be compared, year-month-day; 0 for what is no day of the calendar.
export function dayOf(text) {
  const found = /^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})$/.exec(text.replace(/ /g, ""));
  if (!found) return 0;
  const [day, month, year] = found.slice(1).map(Number);
  const made = new Date(year, month - 1, day);
  if (made.getMonth() !== month - 1 || made.getDate() !== day || year < 1900 || year > 2100) return 0;
  return year * 10000 + month * 100 + day;
}

export function dayNumber(date) {
  return date.getFullYear() * 10000 + (date.getMonth() + 1) * 100 + date.getDate();
}

function keepsNumber(rule, given) {
  if (!isNumber(rule.value)) return true;
  const number = Number(rule.value);
  if (rule.kind === "digits") return bare(given).length === number && /^[0-9]*$/.test(bare(given));
  const length = Array.from(given).length;
  return rule.kind === "min_length" ? length >= number : length <= number;
}

function keeps(rule, given, today) {
  if (rule.kind === "past" || rule.kind === "future") {
    const day = dayOf(given);
    return day !== 0 && (rule.kind === "past" ? day <= dayNumber(today) : day >= dayNumber(today));
  }
  if (/^(digits|min_length|max_length)$/.test(rule.kind)) return keepsNumber(rule, given);
  if (rule.kind === "accents") return /[\u0300-\u036f\u0111\u0110]/.test(given.normalize("NFD"));
  if (rule.kind === "equals") return same(rule.value) === same(given);
  return rule.kind !== "contains" || same(given).includes(same(rule.value));
}

// "missing", "not_a_date", "not_a_phone", "not_an_option", the rule that is broken, or null.
export function faultOf(field, answer, today) {
  let given = tidy(answer);
  if (!given) return field.required ? "missing" : null;
  if (field.kind === "date" && !dayOf(given)) return "not_a_date";
  if (field.kind === "phone" && !/^0[0-9]{9}$/.test(bare(given))) return "not_a_phone";
  if (field.kind === "choice") {
    if (!/^[0-9]+$/.test(given) || Number(given) >= field.options.length) return "not_an_option";
    given = tidy(field.options[Number(given)].value);
  }
  return field.rules.find((rule) => !keeps(rule, given, today)) || null;
}

// What "fill in for me" writes.
export function filledIn(field, today) {
  if (field.kind === "date" && /^[+-][0-9]{1,4}$/.test(field.sample)) {
    const day = new Date(today.getFullYear(), today.getMonth(), today.getDate() + Number(field.sample));
    return `${two(day.getDate())}/${two(day.getMonth() + 1)}/${day.getFullYear()}`;
  }
  if (field.kind === "checkbox") return "x";
  if (field.kind === "choice") {
    const place = field.options.findIndex((option) => same(option.value) === same(field.sample));
    return place < 0 ? "" : String(place);
  }
  return field.sample;
}
