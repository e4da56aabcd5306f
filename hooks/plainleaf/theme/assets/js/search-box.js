/*
 * The adapter between our search engine and Material's search box: the one place that knows both.
 * It is loaded before Material's script. Whoever moves off Material keeps search-engine.js, writes a
 * box of their own, and deletes this file.
 *
 * Material starts a worker at the address `search` of #__config, and they send each other four
 * messages {type, data}:
 *
 *   0 SETUP   to the worker: Material's own index. Ours is fetched by need, so it is not read.
 *   1 READY   from the worker: it may be asked.
 *   2 QUERY   to the worker: what stands in the field.
 *   3 RESULT  from the worker: {items}, a list of pages, each a list of documents {location, title,
 *             text, score, terms}. Title and text are HTML. The page's own document is the one whose
 *             location has no "#". Documents with the first one's score are shown, the others are
 *             folded into "more on this page".
 *
 * tests/browser/test_browser_search.py fails when an upgrade of Material changes any of this.
 */
(function () {
  "use strict";

  const our = /* our.search_box */ {};
  const fill = (text, parts) => text.replace(/\{(\w+)\}/g, (_, name) => parts[name]);

  const SETUP = 0;
  const READY = 1;
  const QUERY = 2;
  const RESULT = 3;

  const base = document.querySelector(".search").dataset.base;
  const folder = new URL("search/", new URL(base, location.href)).href;

  /** What Material takes for the address of a script of its own. */
  const ENGINE = "plainleaf";

  // Material reads its settings and its words from here.
  const config = document.createElement("script");
  config.id = "__config";
  config.type = "application/json";
  config.textContent = JSON.stringify({
    base,
    features: [],
    search: ENGINE,
    annotate: null,
    tags: null,
    version: null,
    translations: {
      "clipboard.copy": "Copy",
      "clipboard.copied": "Copied",
      "search.result.placeholder": our.hint,
      "search.result.none": our.none,
      "search.result.one": our.one,
      "search.result.other": our.many,
      "search.result.more.one": our.more_one,
      "search.result.more.other": our.more_many,
      "search.result.term.missing": our.missing,
      "select.version": "Version",
    },
  });
  document.body.append(config);

  const engine = new window.PlainleafSearch(window.PlainleafSearch.scripts(folder));
  const note = document.querySelector("[data-search-note]");
  const failure = document.querySelector("[data-search-failure]");

  // On its way while Material's script is; if it fails, the first query says so.
  engine.open().catch(() => {});

  const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const html = (pieces) => pieces
    .map(({ text, hit }) => (hit ? `<mark>${escaped(text)}</mark>` : escaped(text))).join("");

  /** Return a page of an answer as Material wants it. */
  function item(page) {
    const own = page.passages.findIndex((passage) => !passage.anchor);
    const document_ = (passage, score) => ({
      location: `${page.location}${passage.anchor ? `#${passage.anchor}` : ""}`,
      title: (passage.section ? `<span class="search-k">${escaped(passage.section)}</span> ` : "") + html(passage.title),
      text: `<p>${html(passage.excerpt)}</p>`,
      score,
      terms: {},
    });
    const title = page.title.map(({ text }) => text).join("");
    // "Glossary" needs no "Glossary" above it.
    const where = [page.guide, title.startsWith(page.label) ? "" : page.label].filter(Boolean).join(" · ");
    const label = where && `<span class="search-k">${escaped(where)}</span> `;
    const parent = {
      location: page.location,
      title: label + html(page.title),
      text: own < 0 ? "" : `<p>${html(page.passages[own].excerpt)}</p>`,
      terms: {},
    };
    // Only a parent that is first, and alone at the top, shows its text.
    const sections = page.passages.filter((passage) => passage.anchor)
      .map((passage) => document_(passage, own === 0 ? 1 : 2));
    return own === 0 || !sections.length
      ? [{ ...parent, score: 2 }, ...sections]
      : [...sections, { ...parent, score: 2 }];
  }

  let shown = []; // the pages of the last answer, as they stand in the list

  /**
   * Lead from a page's heading to its best passage, as Enter does then: Material gives the heading the
   * address of the page, at whose top the answer seldom stands.
   */
  function leadToPassages() {
    document.querySelectorAll(".search-l > li").forEach((result, i) => {
      const heading = result.querySelector("a[href]");
      const best = shown[i] && shown[i].passages[0].anchor;
      if (heading && best) heading.hash = best;
    });
  }

  new MutationObserver(leadToPassages)
    .observe(document.querySelector(".search-l"), { childList: true });

  /** Say below the number of pages what was sought instead, and what is not shown. */
  function tell({ corrected, total, pages }) {
    const said = corrected.map(({ typed, meant }) => fill(our.meant, { meant, typed }));
    if (total > pages.length) said.push(fill(our.best, { shown: pages.length, total }));
    note.textContent = said.join(" ");
  }

  class SearchWorker extends EventTarget {
    constructor() {
      super();
      this.asked = 0;
    }

    addEventListener(...args) {
      super.addEventListener(...args);
      // Somebody listens now; Material would wait for its index first.
      setTimeout(() => this.send(READY));
    }

    send(type, data) {
      this.dispatchEvent(new MessageEvent("message", { data: { type, data } }));
    }

    async postMessage({ type, data }) {
      if (type === SETUP) this.send(READY);
      if (type !== QUERY) return;
      const asked = ++this.asked;
      try {
        const answer = await engine.find(data);
        if (asked !== this.asked) return; // something else was typed meanwhile
        failure.hidden = true;
        shown = answer.pages;
        tell(answer);
        this.send(RESULT, { items: answer.pages.map(item) });
      } catch (error) {
        if (asked === this.asked) failure.hidden = false;
      }
    }

    terminate() {}
  }

  const Worker = window.Worker;
  window.Worker = function (address, options) {
    return address === ENGINE ? new SearchWorker() : new Worker(address, options);
  };
})();
