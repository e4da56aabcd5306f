/*
 * Sources: a mark opens what its statement rests on beside it; the list leads back to it.
 * Without this the mark is a link to the list.
 */
(function () {
  "use strict";

  const our = /* our.cited */ {};

  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));

  let mark = null; // the one that was followed last
  const card = document.createElement("div");

  function element(name, className, text = "") {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  }

  function sourceAt(number) {
    return document.getElementById(`source-${number}`);
  }

  /*
   * Who listens hears the sources of a paragraph once, at its end, statement by statement: its last mark
   * speaks for all, and is the one stop there for the keyboard. A pointer still finds each mark.
   */
  const spoken = new Map(); // what the last mark of a paragraph says of itself alone, and all its marks

  function speakOnce(marks) {
    if (marks.length < 2) return;
    const last = marks.at(-1);
    spoken.set(last, { alone: last.ariaLabel, marks });
    last.ariaLabel = [...new Set(marks.map((link) => link.ariaLabel))].join("; ");
    for (const link of marks.slice(0, -1)) {
      link.tabIndex = -1;
      link.ariaHidden = "true";
    }
  }

  // Where marks open a card: the numbers of a page for professionals are read as they stand.
  const paragraphs = new Map();
  for (const link of sourceAt(1) && "popover" in HTMLElement.prototype ? all(".t-family .cite") : []) {
    const block = link.closest("p, li, dd, td, th, figcaption, blockquote, .made, main");
    paragraphs.set(block, [...(paragraphs.get(block) || []), link]);
  }
  paragraphs.forEach(speakOnce);
  // What has the focus, by a pointer, is not hidden.
  addEventListener("focusin", (event) => {
    if (event.target.matches(".cite[aria-hidden]")) event.target.ariaHidden = null;
  });

  /** Fill the card with the sources of a mark; of its paragraph, where it speaks for that. */
  function fill(from, forAll) {
    const said = spoken.get(from);
    const marks = said && forAll ? said.marks : [from];
    const numbers = new Set(marks.flatMap((link) => link.textContent.split(", ")));
    const list = document.createElement("ol");
    for (const number of [...numbers].sort((one, other) => one - other)) {
      const item = document.createElement("li");
      item.value = number;
      item.append(...one("p", sourceAt(number)).cloneNode(true).childNodes);
      all(".back", item).forEach((link) => link.remove());
      list.append(item);
    }
    const title = element("p", "word-t", said && !forAll ? said.alone : from.ariaLabel);
    title.id = "cited-t";
    const more = element("p", "word-m");
    const way = element("a", "", our.list);
    way.href = from.getAttribute("href");
    way.addEventListener("click", () => { card.hidePopover(); });
    more.append(way);
    const close = element("button", "word-x", "×");
    close.type = "button";
    close.ariaLabel = our.close;
    close.addEventListener("click", () => card.hidePopover());
    card.replaceChildren(title, list, more, close);
  }

  function openSources(event) {
    if (!sourceAt(1) || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    fill(mark, event.detail === 0); // no pointer pressed it
    all(".cite").forEach((link) => { link.style.anchorName = link === mark ? "--cited" : ""; });
    card.showPopover({ source: mark });
    card.focus({ preventScroll: true });
  }

  if ("popover" in HTMLElement.prototype && one(".t-family .cite")) {
    card.className = "word cited";
    card.popover = "auto";
    card.role = "dialog";
    card.tabIndex = -1;
    card.setAttribute("aria-labelledby", "cited-t");
    card.style.positionAnchor = "--cited";
    one("main").append(card);
    card.addEventListener("toggle", (event) => {
      // Back to where the reader was, unless something else was pressed.
      const lost = document.activeElement === document.body || card.contains(document.activeElement);
      if (event.newState === "closed" && lost && !location.hash.startsWith("#source-")) mark.focus({ preventScroll: true });
    });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.cite, a.back[href]");
    if (!link) return;
    if (link.matches(".cite")) {
      mark = link;
      if (card.isConnected) openSources(event);
    } else if (mark && link.textContent === (/* our.article.back */ "") && isCitedBy(mark, link)) {
      event.preventDefault();
      mark.scrollIntoView({ block: "center" });
      mark.focus({ preventScroll: true });
    }
  });

  function isCitedBy(from, link) {
    return from.textContent.split(", ").some((number) => sourceAt(number)?.contains(link));
  }

  /* A folded list opens for a link to one of its sources; most browsers do that by themselves. */
  function unfoldTarget() {
    const target = /^#source-\d+$/.test(location.hash) && one(location.hash);
    const folded = target && target.closest("details:not([open])");
    if (!folded) return;
    folded.open = true;
    target.scrollIntoView();
  }

  unfoldTarget();
  addEventListener("hashchange", unfoldTarget);
})();
