/*
 * Everything here is an extra: the pages read, link and fold without it.
 * Search is fetched only when a reader opens it, what makes figures move when one is near.
 */
(function () {
  "use strict";

  const root = document.documentElement;
  const here = document.currentScript.src;
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));

  function addStyle(address) {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = address;
    document.head.append(style);
    return style;
  }

  /* ---- Menu and list of contents: folded on narrow screens, standing open on wide ones ---- */

  const menu = one(".menu");
  const contents = all(".toc, .guide");
  const roomForMenu = matchMedia("(min-width: 60em)");
  const roomForRail = matchMedia("(min-width: 72em)");

  function foldToFit() {
    menu.open = roomForMenu.matches;
    contents.forEach((list) => { list.open = roomForRail.matches; });
  }

  function closeMenu() {
    if (!roomForMenu.matches) menu.open = false;
  }

  foldToFit();
  roomForMenu.addEventListener("change", foldToFit);
  roomForRail.addEventListener("change", foldToFit);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open || roomForMenu.matches) return;
    closeMenu();
    one("summary", menu).focus();
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) closeMenu();
  });
  menu.addEventListener("focusout", (event) => {
    // Focus that leaves by Tab has a place to go; a click on empty ground has none.
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) closeMenu();
  });

  /* ---- Headings that have left this page: an old link goes on to where they stand now ---- */

  const moved = Object.entries(JSON.parse(one("main").dataset.moved || "{}"));

  function followMoved() {
    const found = moved.find(([id]) => ["#" + id, "#" + encodeURIComponent(id)].includes(location.hash));
    if (found) location.replace(found[1]);
  }

  followMoved();
  addEventListener("hashchange", followMoved);

  /* ---- Tables: some browsers forget that they are, once rows are laid out as cards ---- */

  const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  const cards = matchMedia("screen and (max-width: 47.99em)"); // as in plainleaf.css

  function remindTables() {
    for (const part of all(".tw :is(table, thead, tbody, tr, th, td)")) {
      // At other widths they would say what a table says by itself.
      if (!cards.matches) part.removeAttribute("role");
      else part.setAttribute("role", ROLES[part.tagName] || (part.scope === "row" ? "rowheader" : "columnheader"));
    }
  }

  if (cards.matches) remindTables();
  cards.addEventListener("change", remindTables);

  /* ---- What is heard: nothing twice, and what a reader came for first ---- */

  // Firefox and Orca make of it "description term, 0 values", whatever it defines.
  all("dfn").forEach((word) => { word.role = "none"; });

  // Above or beside the text for who sees it, after it for who listens: dozens of links, what prints, and
  // colors would part title and text.
  const owns = (owner, parts) => {
    parts.forEach((part) => { part.id ||= `heard-${all("[id^=heard-]").length}`; });
    if (owner && parts.length) owner.setAttribute("aria-owns", parts.map((part) => part.id).join(" "));
  };
  owns(one(".cols"), all(".band:not(.has-tabs) .band-bar, .rail, .cols > .toc" + (roomForMenu.matches ? ", .colors" : "")));

  // Their heading names them; a second name would be heard before it, and a landmark is a place of its own.
  all(".care, .key").forEach((panel) => panel.removeAttribute("aria-labelledby"));

  // The words of its caption are read with it, and would be its name as well.
  for (const figure of all(".prose .fig:not([aria-label])")) figure.ariaLabel = /* our.viewer.picture */ "";
  for (const link of all(".legend a.no")) link.ariaLabel = link.textContent;

  /* ---- Clips: one button in place of the browser's own controls ---- */

  for (const clip of all("[data-clip]")) {
    const sound = one("audio", clip);
    const button = one("button", clip);
    sound.controls = false;
    button.hidden = false;
    button.addEventListener("click", () => {
      sound.currentTime = 0;
      // What cannot be played gets the browser's controls back, which say so.
      sound.play().catch(() => { sound.controls = true; });
    });
  }

  /* ---- What there is to print: lies over the page, so Escape and a click elsewhere close it ---- */

  const prints = one(".prints");
  if (prints) {
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !prints.open) return;
      prints.open = false;
      one("summary", prints).focus();
    });
    document.addEventListener("click", (event) => {
      if (!prints.contains(event.target)) prints.open = false;
    });
    prints.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !prints.contains(event.relatedTarget)) prints.open = false;
    });
  }

  /* ---- Pictures that open large (mkdocs-glightbox): with a name, the focus in and back again ---- */

  if (typeof lightbox === "object") {
    const ENLARGED = /* our.viewer.enlarged */ "";
    let opened = null;
    const trap = (event) => {
      if (event.key !== "Tab") return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const stops = all("#glightbox-body button").filter((button) => !button.disabled && button.checkVisibility());
      const at = stops.indexOf(document.activeElement) + (event.shiftKey ? -1 : 1);
      stops.at(at % stops.length)?.focus();
    };
    addEventListener("click", (event) => { opened = event.target.closest("a.glightbox") || opened; }, true);
    lightbox.on("open", () => {
      const view = one("#glightbox-body");
      view.setAttribute("aria-modal", "true");
      view.setAttribute("aria-label", ENLARGED.replace("{name}", () => one("img", opened)?.alt || /* our.viewer.picture */ ""));
      one(".gclose", view).focus();
      addEventListener("keydown", trap, true);
    });
    lightbox.on("close", () => {
      removeEventListener("keydown", trap, true);
      // GLightbox leaves the focus nowhere.
      setTimeout(() => opened.focus(), 0);
    });
  }

  /* ---- Age: the page warns once the day of its next look has passed ---- */

  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  // The reader's own day, written so that days compare as text.
  const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;

  const late = one("[data-next-look]");
  if (late) {
    if (today > late.dataset.nextLook) {
      const said = document.createElement("b");
      said.textContent = late.dataset.said;
      late.append(said, ` ${late.dataset.more}`);
      late.hidden = false;
    }
  }

  /* ---- Copies: read from elsewhere than its own address, the page says so ---- */

  function isOriginal(address) {
    const { host, pathname } = new URL(address);
    return location.host === host && location.pathname.startsWith(pathname);
  }

  const copy = one(".copy");
  if (copy) {
    const { address, expires } = copy.dataset;
    const old = expires !== "" && today > expires;
    // With no address, no copy can be told from the original; its age can.
    copy.hidden = address ? isOriginal(address) : !old;
    if (old) {
      copy.classList.add("copy-old");
      one("[data-copy]", copy).hidden = true;
      one("[data-copy-old]", copy).hidden = false;
    }
  }

  /* ---- Sheets: the code of a printed one leads here, and asks whether it still holds ---- */

  function askSheet() {
    if (!/^#sheet-/i.test(location.hash) || !one(".sheet-state")) return;
    removeEventListener("hashchange", askSheet);
    const script = document.createElement("script");
    script.src = new URL("sheet.js", here).href;
    document.body.append(script);
  }

  addEventListener("hashchange", askSheet);
  askSheet();

  /* ---- Figures: their script and its style come when one is near ---- */

  const figures = all(".prose .fig");
  const near = new IntersectionObserver((seen) => {
    if (!seen.some((figure) => figure.isIntersecting)) return;
    near.disconnect();
    const style = addStyle(new URL("../css/viewer.css", here));
    const script = document.createElement("script");
    script.src = new URL("figures.js", here).href;
    // Without them every view is shown, one under the other.
    const give = () => figures.forEach((figure) => figure.classList.add("live"));
    style.onerror = give;
    script.onerror = give;
    style.onload = () => document.body.append(script);
  }, { rootMargin: "50%" });
  figures.forEach((figure) => near.observe(figure));

  /* ---- Paper: nothing stays folded on it ---- */

  all("[data-print]").forEach((button) => button.addEventListener("click", () => print()));

  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = all(".prose details:not([open], .opts details, .fig-l)");
    unfolded.forEach((details) => { details.open = true; });
  });
  addEventListener("afterprint", () => {
    unfolded.forEach((details) => { details.open = false; });
  });

  /* ---- Terms: a browser without popovers goes to the definition at the end of the page ---- */

  if (!("popover" in HTMLElement.prototype)) {
    all(".term").forEach((term) => term.addEventListener("click", () => {
      location.hash = term.getAttribute("popovertarget");
    }));
  }

  /*
   * A word that opens is heard as a word: browsers call it "collapsed" each time, as long as it names what
   * it opens. It does so from the moment in which it is pressed.
   */
  if ("popover" in HTMLElement.prototype) {
    const lend = ({ target }) => {
      const term = target.closest?.(".term[data-opens]");
      if (term) {
        term.setAttribute("popovertarget", term.dataset.opens);
        delete term.dataset.opens;
      }
    };
    ["pointerdown", "keydown", "click"].forEach((type) => document.addEventListener(type, lend, true));
    for (const term of all(".term[popovertarget]")) {
      term.dataset.opens = term.getAttribute("popovertarget");
      term.removeAttribute("popovertarget");
    }
  }

  /* ---- Colors: as the device has it, light, dark ---- */

  const scheme = one("[data-scheme-choice]");
  // As a label around it, its name would be heard twice.
  const schemeName = one("span", scheme.parentElement);
  scheme.ariaLabel = schemeName.textContent;
  schemeName.ariaHidden = "true";
  scheme.value = root.dataset.scheme || "";
  scheme.addEventListener("change", () => {
    if (scheme.value) root.dataset.scheme = scheme.value;
    else delete root.dataset.scheme;
    try {
      if (scheme.value) localStorage.setItem("scheme", scheme.value);
      else localStorage.removeItem("scheme");
    } catch (error) {
      // Storage may be forbidden; the choice then holds for this page only.
    }
  });

  /* ---- Search: a native dialog around Material's search ---- */

  const dialog = one(".search");
  const openers = all("[data-search]");
  if (!dialog.showModal) {
    openers.forEach((opener) => { opener.hidden = true; });
    return;
  }

  const field = one("input[name=query]", dialog);
  const list = one(".search-l", dialog);

  function loadSearch() {
    const addresses = dialog.dataset.scripts;
    if (!addresses) return;
    delete dialog.dataset.scripts;
    addStyle(dialog.dataset.style);
    addresses.split(" ").forEach((address) => {
      const script = document.createElement("script");
      script.async = false; // fetched at once, run in order
      script.src = address;
      script.onerror = () => { one("[data-search-failure]", dialog).hidden = false; };
      document.body.append(script);
    });
  }

  openers.forEach((opener) => opener.addEventListener("click", () => {
    dialog.showModal();
    field.focus();
    loadSearch();
  }));
  /* Back from a result leads to what was searched for: the entry of the page that is left keeps it. */

  function keepSearch(link) {
    const { search, ...rest } = history.state || {};
    const kept = link ? { ...rest, search: { query: field.value, href: link.getAttribute("href") } } : rest;
    if (link || search) history.replaceState(kept, "");
  }

  /** Open search again as it was left, with the focus on the result that was opened. */
  function searchAgain() {
    const kept = (history.state || {}).search;
    if (!kept || dialog.open) return;
    openers[0].click();
    field.value = kept.query;
    const focus = () => {
      const link = all("a", list).find((other) => other.getAttribute("href") === kept.href);
      if (link) link.focus();
      return link;
    };
    if (!focus()) {
      new MutationObserver((_, seen) => { if (focus()) seen.disconnect(); }).observe(list, { childList: true, subtree: true });
    }
    field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
  }

  addEventListener("popstate", searchAgain);
  addEventListener("pageshow", searchAgain);
  // Whoever closes it is done with it.
  dialog.addEventListener("cancel", () => keepSearch(null));
  one("[data-close]", dialog).addEventListener("click", () => keepSearch(null));
  one("form", dialog).addEventListener("submit", (event) => event.preventDefault());
  dialog.addEventListener("click", (event) => {
    const onBackdrop = event.target === dialog;
    const result = event.target.closest(".search-l a");
    if (result) keepSearch(result);
    if (onBackdrop || event.target.closest("[data-close], .search-l a")) dialog.close();
  });
  // Material takes Tab and Escape for itself, and blurs the field when it starts. The dialog knows better.
  field.blur = () => {};
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Tab" || event.key === "Escape") event.stopPropagation();
  });
  // While this box is checked, Material keeps the arrow keys from scrolling the page.
  dialog.addEventListener("close", () => { one("#__search").checked = false; });
  // Material takes its results out of the tab order and the list out of the accessibility tree.
  new MutationObserver(() => {
    all("[tabindex]", list).forEach((element) => element.removeAttribute("tabindex"));
    if (list.hidden) list.hidden = false;
    if (list.getAttribute("role") !== "list") list.setAttribute("role", "list");
  }).observe(list, { childList: true, subtree: true, attributes: true, attributeFilter: ["hidden", "role", "tabindex"] });
  // Material's single-key shortcuts cannot be turned off, so they never hear a key (WCAG 2.1.4).
  addEventListener("keydown", (event) => {
    const shortcut = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (shortcut && event.target !== field) event.stopImmediatePropagation();
  }, true);
})();
