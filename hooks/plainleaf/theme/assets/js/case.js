/*
 * A case: "try it first". Everything after the pictures waits until the reader asks for it, step by
 * step; what was asked for and answered is kept in this browser. Everything here is an extra: without
 * it the case reads from top to bottom, the answers last.
 */
(function () {
  "use strict";

  const our = /* our.try_case */ {};
  const fill = (text, parts) => text.replace(/\{(\w+)\}/g, (_, name) => parts[name]);

  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));

  const here = document.currentScript.src;
  const article = one(".l-case .prose");
  const panel = article && one(".try", article);
  if (!panel) return;

  const ALWAYS = ".slip, .try, .clear, .review, .words";
  const EVERYTHING = "#revealed";

  /* ---- The parts of the case: what stands before the first step, then step by step ---- */

  const heads = all(":scope > [data-step]", article);
  const parts = heads.map(() => []);
  let part = -1;
  for (const child of [...article.children]) {
    if (heads.includes(child)) part += 1;
    if (part >= 0 && !child.matches(ALWAYS)) parts[part].push(child);
  }

  const place = `case ${location.pathname}`;
  const state = { open: 0, answers: {}, decided: {}, ...read() };

  function read() {
    try {
      const kept = JSON.parse(localStorage.getItem(place)) || {};
      return { open: Number(kept.open) || 0, answers: Object(kept.answers), decided: Object(kept.decided) };
    } catch (error) {
      return {}; // storage may be forbidden, or hold what somebody else wrote
    }
  }

  function keep() {
    try {
      localStorage.setItem(place, JSON.stringify(state));
    } catch (error) {
      // The case then begins anew at the next visit.
    }
  }

  /* ---- What is shown ---- */

  const button = (text, css, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = css;
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };

  const next = document.createElement("div");
  next.className = "next";
  const told = document.createElement("p");
  const on = button("", "btn", () => open(state.open + 1));
  const decide = document.createElement("div");
  decide.className = "decide";
  next.append(told, decide, on, button(our.all, "btn btn-2", () => open(heads.length, heads[state.open])));

  const title = one(".try-t", panel);
  const text = one(".try-p", panel);
  const first = [title.textContent, text.textContent];
  const again = button(our.again, "btn btn-2", startAgain);
  const skip = button(our.all, "btn btn-2", () => open(heads.length, null));
  panel.append(again, skip);

  function show() {
    const done = state.open >= heads.length;
    parts.forEach((elements, index) => {
      elements.forEach((element) => element.classList.toggle("later", index >= state.open));
    });
    article.classList.toggle("holding", !done);
    if (done) next.remove();
    else {
      heads[state.open].before(next);
      told.textContent = fill(our.step, { step: state.open + 1, steps: heads.length + 1 });
      on.textContent = fill(our.show, { what: heads[state.open].dataset.step });
      ask();
    }
    again.hidden = state.open === 0 && !Object.keys(state.answers).length;
    skip.hidden = done;
    title.textContent = done ? our.done : first[0];
    text.textContent = done ? our.again_how : first[1];
    all(".toc a").forEach((link) => {
      const target = document.getElementById(link.hash.slice(1));
      link.classList.toggle("is-later", Boolean(target && target.closest(".later")));
    });
    if (done) linkToPatientPage();
    answer();
    document.dispatchEvent(new CustomEvent("case-shown"));
  }

  /* ---- The reader decides before each step: by marks, in words, from the list, or how sure ---- */

  const toMark = all(".fig-bare", article).filter((figure) => {
    const answer = document.getElementById(figure.id.replace(/^read-/, "figure-"));
    return answer && one(".mark", answer);
  });
  const decided = () => state.decided[state.open] !== undefined;
  let marks = 0;

  /* The diagnoses of the last table that is open. */
  function listed() {
    const shown = parts.slice(0, state.open).flat().flatMap((element) => all("tbody th[scope=row]", element));
    return [...new Set(shown.map((head) => head.textContent.trim()))];
  }

  function ask() {
    const step = state.open;
    const chosen = Object.values(state.decided).some((one) => one && one.chosen);
    const choices = chosen ? our.sure.split("|") : listed();
    decide.replaceChildren();
    const commit = (value) => { state.decided[step] = value; keep(); on.disabled = false; };
    on.disabled = !decided();
    const asked = document.createElement("p");
    asked.className = "decide-q";
    if (step === 0 && toMark.length) {
      asked.textContent = marks ? fill(our.marked, { count: marks }) : our.mark_first;
      if (marks) { state.decided[0] = { marks }; on.disabled = false; }
      decide.append(asked);
    } else if (choices.length) {
      const group = document.createElement("fieldset");
      const legend = document.createElement("legend");
      legend.textContent = chosen ? our.how_sure : our.choose;
      group.append(legend);
      choices.forEach((text) => {
        const input = document.createElement("input");
        input.type = "radio";
        input.name = `decide-${step}`;
        input.checked = decided() && (state.decided[step].chosen || state.decided[step].sure) === text;
        input.addEventListener("change", () => commit(chosen ? { sure: text } : { chosen: text }));
        const label = document.createElement("label");
        label.append(input, ` ${text}`);
        group.append(label);
      });
      decide.append(group);
    } else {
      const field = document.createElement("input");
      field.type = "text";
      field.value = decided() ? state.decided[step].said || "" : "";
      field.addEventListener("input", () => {
        if (field.value.trim()) commit({ said: field.value.trim() });
        else { delete state.decided[step]; on.disabled = true; }
      });
      const label = document.createElement("label");
      label.append(our.write, field);
      decide.append(label);
    }
    if (!decided()) {
      decide.append(button(our.unknown, "plain", () => { commit({ unknown: true }); on.focus(); }));
    }
  }

  /* What the reader decided, beside what the page says. */
  function answer() {
    all(".decided", article).forEach((line) => line.remove());
    heads.slice(0, state.open).forEach((head, step) => {
      const said = state.decided[step];
      if (!said || !(said.said || said.chosen || said.sure)) return;
      const line = document.createElement("p");
      line.className = "decided";
      line.textContent = fill(our.you_said, { said: said.said || said.chosen || said.sure });
      const verdict = said.chosen && verdictOf(said.chosen);
      if (verdict) line.append(` ${fill(our.page_says, { verdict })}`);
      head.after(line);
      parts[step].push(line);
    });
  }

  /* The table of verdicts may put several diagnoses into one row. */
  function verdictOf(name) {
    const words = (text) => text.toLowerCase().split(/[,;()]| or | and /).map((part) => part.trim()).filter(Boolean);
    const rows = all("tbody tr", article).filter((row) => one("td strong", row) && one("th", row));
    const same = (row) => words(one("th", row).textContent).some((part) => words(name).some((own) => own.startsWith(part) || part.startsWith(own)));
    const exact = rows.find((row) => one("th", row).textContent.trim() === name);
    const row = exact || rows.find(same);
    return row ? one("td strong", row).textContent.replace(/\.$/, "").toLowerCase() : "";
  }

  document.addEventListener("marks", (event) => {
    marks = event.detail;
    if (state.open === 0) ask();
  });

  /* Marking: its script comes when a reader wants to mark or have a hint, or has done so before. */
  let asked = false;
  let pressed = []; // while it is on its way; nothing that a reader pressed is lost

  function bringMarking(tool) {
    if (tool && pressed) pressed.push(tool);
    if (asked) return;
    asked = true;
    const script = document.createElement("script");
    script.src = new URL("mark.js", here).href;
    script.onload = () => {
      const waiting = pressed;
      pressed = null; // the script has given the buttons their work by now
      waiting.forEach((tool) => tool.click());
    };
    script.onerror = () => { asked = false; pressed = []; };
    document.body.append(script);
  }

  toMark.forEach((figure) => {
    const bar = document.createElement("div");
    bar.className = "marking";
    for (const text of [/* our.marking.start */ "", /* our.marking.hint */ ""]) {
      const tool = button(text, "tool", () => bringMarking(tool));
      bar.append(tool);
    }
    one(".fig-a", figure).append(bar);
  });

  try {
    if (localStorage.getItem(`marks ${location.pathname}`)) bringMarking();
  } catch (error) {
    // Nothing is kept then.
  }

  function open(upTo, goTo = heads[upTo - 1]) {
    if (upTo <= state.open) return;
    state.open = upTo;
    keep();
    show();
    if (!goTo) { title.tabIndex = -1; title.focus(); return; }
    goTo.tabIndex = -1;
    goTo.focus({ preventScroll: true });
    goTo.scrollIntoView();
  }

  function startAgain() {
    state.open = 0;
    state.answers = {};
    state.decided = {};
    document.dispatchEvent(new CustomEvent("case-again"));
    keep();
    all(".opts details", article).forEach((choice) => { choice.open = false; choice.classList.remove("chosen"); });
    // The address may ask for a step that is hidden again.
    if (location.hash) history.replaceState(null, "", location.pathname + location.search);
    show();
    title.tabIndex = -1;
    title.focus();
    scrollTo({ top: 0 });
  }

  /* Once the diagnosis is out, "in plain words" leads straight to the patient page. */
  function linkToPatientPage() {
    all("a.to-plain", article).forEach((link) => {
      const line = link.hash && document.getElementById(link.hash.slice(1));
      const target = line && one("a", line);
      if (target) link.href = target.getAttribute("href");
    });
  }

  /* ---- A link can open the case ---- */

  function decoded(hash) {
    try {
      return decodeURIComponent(hash);
    } catch (error) {
      return hash; // such as "#%", which stands for nothing
    }
  }

  function followAddress() {
    const hash = decoded(location.hash);
    if (hash === EVERYTHING) return open(heads.length, null);
    const target = hash && document.getElementById(hash.slice(1));
    const index = target ? parts.findIndex((elements) => elements.some((element) => element.contains(target))) : -1;
    if (index < state.open) return undefined;
    state.open = index + 1;
    keep();
    show();
    target.scrollIntoView();
    return undefined;
  }

  /* ---- Questions ---- */

  all(".quiz", article).forEach((quiz) => {
    const name = quiz.id;
    const choices = all("details", quiz);
    const mark = (chosen) => choices.forEach((choice, index) => choice.classList.toggle("chosen", index === chosen));
    if (choices[state.answers[name]]) {
      choices[state.answers[name]].open = true;
      mark(state.answers[name]);
    }
    choices.forEach((choice, index) => {
      choice.addEventListener("toggle", () => {
        // Only the first choice is the answer; the others may be looked at after it.
        if (!choice.open || name in state.answers || printing) return;
        state.answers[name] = index;
        mark(index);
        keep();
        again.hidden = false;
      });
    });
  });

  let printing = false;
  addEventListener("beforeprint", () => { printing = true; });
  addEventListener("afterprint", () => { printing = false; });

  show();
  followAddress();
  addEventListener("hashchange", followAddress);
})();
