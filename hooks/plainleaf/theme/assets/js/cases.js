/*
 * The list of cases: shows those of one part of the body, or made in one way. Never by what they turn
 * out to be: nothing in the list knows it. Without it all cases stand there.
 */
(function () {
  "use strict";

  const list = document.querySelector(".case-list");
  if (!list) return;

  const cases = Array.from(list.children);
  if (cases.length < 2) return;
  const told = document.createElement("p");
  told.className = "case-n";
  told.setAttribute("role", "status");

  function values(one, name) {
    return (one.dataset[name] || "").split("|").filter(Boolean);
  }

  function choice(label, name) {
    const known = [...new Set(cases.flatMap((one) => values(one, name)))].sort();
    const select = document.createElement("select");
    const any = new Option(list.dataset.any, "");
    select.append(any, ...known.map((value) => new Option(value, value)));
    select.addEventListener("change", show);
    const made = document.createElement("label");
    made.append(`${label} `, select);
    return { made, name, select };
  }

  const choices = [choice(list.dataset.region, "regions"), choice(list.dataset.modality, "modalities")];

  function show() {
    const fits = (one) => choices.every(({ name, select }) => !select.value || values(one, name).includes(select.value));
    cases.forEach((one) => { one.hidden = !fits(one); });
    const shown = cases.filter((one) => !one.hidden).length;
    told.textContent = list.dataset.shown.replace("{shown}", shown).replace("{cases}", cases.length);
  }

  const bar = document.createElement("form");
  bar.className = "case-f";
  bar.append(...choices.map(({ made }) => made), told);
  bar.addEventListener("submit", (event) => event.preventDefault());
  list.before(bar);
  show();
})();
