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
  const state = { open: 0, answers: {}, ...read() };

  function read() {
    try {
      const kept = JSON.parse(localStorage.getItem(place)) || {};
      return { open: Number(kept.open) || 0, answers: Object(kept.answers) };
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
  next.append(told, on, button(our.all, "btn btn-2", () => open(heads.length, heads[state.open])));

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
