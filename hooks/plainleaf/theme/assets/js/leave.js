/*
 * Leaving and coming back: Back closes what lies over a page, a small way back comes to who scrolls up,
 * the place is kept for the next visit, headings and messages can be passed on. Everything here is an
 * extra; nothing leaves the device unless its reader sends it.
 */
(function () {
  "use strict";

  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const bar = one(".leave");
  const said = bar ? bar.dataset : {}; // none on a page that was not found

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  /* ---- Back closes what lies over the page ---- */

  /*
   * What opens gets an entry of the browser's history, so that Back leads to the page without it. What is
   * closed otherwise goes back over that entry, unless its reader follows a link meanwhile: then the
   * page that it leads to takes the entry's place.
   */
  const small = matchMedia("(max-width: 59.99em), (pointer: coarse)");
  let layer = null; // what has an entry now: {close}
  let leaving = null; // where to go once the way back over an entry is done; "" for nowhere

  function addEntry() {
    if (!history.state || !history.state.layer) history.pushState({ ...history.state, layer: true }, "");
  }

  function opened(close) {
    layer = { close };
    if (leaving === null) addEntry(); // else once the way back is done
  }

  function closed(close) {
    if (!layer || layer.close !== close) return;
    layer = null;
    // What replaces it, such as one word another, has opened by then.
    setTimeout(() => {
      if (layer || !history.state || !history.state.layer) return;
      leaving = "";
      history.back();
    });
  }

  /* On a page whose address names a part, the browser takes the focus away once it has gone back. */
  function keepFocus() {
    const held = document.activeElement;
    setTimeout(() => held.focus({ preventScroll: true }));
  }

  addEventListener("popstate", () => {
    if (leaving !== null) {
      const to = leaving;
      leaving = null;
      if (to) location.href = to;
      else if (layer) addEntry();
      else keepFocus();
      return;
    }
    if (!layer || (history.state && history.state.layer)) return;
    const { close } = layer;
    layer = null;
    close();
    keepFocus();
  });

  // Before search closes for a link of its own: Back then leads to what was searched for.
  addEventListener("click", (event) => {
    if (layer && event.target.closest(".search a[href]") && !event.ctrlKey && !event.metaKey && !event.shiftKey) layer = null;
  }, true);

  addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const other = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || (link && (link.target || link.hasAttribute("download")));
    if (!link || other || event.defaultPrevented || !/^(https?|file):/.test(link.protocol)) return;
    if (leaving !== null) {
      event.preventDefault();
      leaving = link.href;
    } else if (layer && !link.closest("#glightbox-body")) {
      event.preventDefault();
      const { close } = layer;
      layer = null;
      close();
      location.replace(link.href);
    }
  });

  // A page that was left with something open comes back with it closed.
  if (history.state && history.state.layer && !history.state.search) history.replaceState(null, "");

  /** Tell of an element that says by an attribute whether it is open. */
  function watch(part, close, wanted = () => true) {
    let was = part.open;
    new MutationObserver(() => {
      if (part.open === was) return;
      was = part.open;
      if (!part.open) closed(close);
      else if (wanted()) opened(close);
    }).observe(part, { attributes: true, attributeFilter: ["open"] });
  }

  const menu = one(".menu");
  const search = one("dialog.search");
  watch(menu, () => { menu.open = false; }, () => matchMedia("(max-width: 59.99em)").matches);
  watch(search, () => search.close());

  // Words and sources: each is another popover, and one closes when another opens.
  const closers = new Map();
  function closer(part) {
    if (!closers.has(part)) closers.set(part, () => part.hidePopover());
    return closers.get(part);
  }
  // At once when one opens, however soon Back comes; after all when one has closed.
  document.addEventListener("beforetoggle", (event) => {
    if (event.target.popover && small.matches && event.newState === "open") opened(closer(event.target));
  }, true);
  document.addEventListener("toggle", (event) => {
    if (event.target.popover && event.newState === "closed") closed(closer(event.target));
  }, true);

  // Enlarged pictures: GLightbox puts its view at the end of the page and takes it away.
  const closePicture = () => one("#glightbox-body .gclose")?.click();
  let shown = null;
  new MutationObserver(() => {
    const view = one("#glightbox-body");
    if (Boolean(view) === Boolean(shown)) return;
    shown = view;
    if (view) opened(closePicture);
    else closed(closePicture);
  }).observe(document.body, { childList: true });

  if (!bar) return;

  /* ---- The place on this page, for who comes back; it stays on the device ---- */

  const PLACES = "places";
  const KEPT = 20; // pages
  const here = location.pathname;
  const headings = all(".prose > :is(h2, h3)[id]");
  const back = one(".leave-p", bar);
  const address = (id) => `#${encodeURIComponent(id)}`;

  function read() {
    try {
      const kept = JSON.parse(localStorage.getItem(PLACES));
      return Array.isArray(kept) ? kept.filter((one) => Array.isArray(one) && one.length === 2) : [];
    } catch (error) {
      return []; // storage may be forbidden, or hold what somebody else wrote
    }
  }

  function keep() {
    const passed = headings.filter((heading) => heading.checkVisibility() && heading.getBoundingClientRect().top < innerHeight / 2);
    const others = read().filter(([page]) => page !== here);
    const place = scrollY > innerHeight && passed.length ? [[here, passed.pop().id]] : [];
    try {
      localStorage.setItem(PLACES, JSON.stringify([...place, ...others].slice(0, KEPT)));
    } catch (error) {
      // The next visit then begins at the top.
    }
  }

  function offerPlace() {
    const [, id] = read().find(([page]) => page === here) || [];
    const heading = id && document.getElementById(id);
    const arrived = performance.getEntriesByType("navigation")[0];
    // Who comes by a link to a part, or back, is there already.
    if (!heading || !heading.checkVisibility() || location.hash || scrollY > 0 || (arrived && arrived.type !== "navigate")) return;
    back.textContent = said.place.replace("{heading}", heading.textContent);
    back.href = address(id);
    back.hidden = false;
    bar.hidden = false;
  }

  offerPlace();
  addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") keep(); });

  /* ---- The way back: comes when the page is scrolled up, goes when it is scrolled down ---- */

  const FAR = 24; // pixels: less is a finger that trembles
  let from = scrollY;
  let byKeys = false; // it must not lie over what the keyboard has reached

  function show(visible) {
    bar.hidden = !visible;
    if (!visible) back.hidden = true;
  }

  addEventListener("scroll", () => {
    const by = scrollY - from;
    if (scrollY < innerHeight) {
      // At the top the page's own header and contents are near; a place that is offered stays a while.
      if (back.hidden || scrollY > innerHeight / 2) show(false);
      from = scrollY;
    } else if (Math.abs(by) >= FAR) {
      show(by < 0 && !byKeys);
      from = scrollY;
    }
  }, { passive: true });
  document.addEventListener("focusin", (event) => {
    byKeys = event.target.matches(":focus-visible") && !bar.contains(event.target);
    if (byKeys) show(false);
  });
  for (const type of ["pointerdown", "touchstart", "wheel"]) addEventListener(type, () => { byKeys = false; }, { passive: true });
  bar.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const folded = link && link.hash === "#contents" && one("#contents");
    if (folded) folded.open = true;
    setTimeout(() => show(false));
  });

  /* ---- Passing on: the address of a heading ---- */

  const canonical = one("link[rel=canonical]");
  const plain = () => (canonical ? canonical.href : location.href.split("#")[0]);

  async function copy(text, told, field) {
    try {
      await navigator.clipboard.writeText(text);
      told.textContent = said.copied;
    } catch (error) {
      // Without a server, or where it is forbidden.
      field.focus();
      field.select();
      told.textContent = said.hand;
    }
  }

  const card = element("div", { class: "word pass", popover: "auto", role: "dialog", "aria-labelledby": "pass-t", tabindex: "-1" });
  const title = element("p", { class: "word-t", id: "pass-t" });
  const field = element("input", { readonly: "", "aria-label": said.address });
  const told = element("span", { role: "status" });
  const copyLink = element("button", { type: "button", class: "btn" }, said.copy);
  const shareLink = element("button", { type: "button", class: "btn btn-2" }, said.share);
  const close = element("button", { type: "button", class: "word-x", "aria-label": said.close }, "×");
  shareLink.hidden = !navigator.share;
  card.append(title, field, element("p", { class: "clear-w" }, copyLink, shareLink, told), close);
  let passed = null;

  copyLink.addEventListener("click", () => copy(field.value, told, field));
  shareLink.addEventListener("click", () => {
    // Who changes their mind in the system's sheet has not failed.
    navigator.share({ title: document.title, url: field.value }).catch(() => {});
  });
  close.addEventListener("click", () => card.hidePopover());
  card.addEventListener("toggle", (event) => {
    const lost = document.activeElement === document.body || card.contains(document.activeElement);
    if (event.newState === "closed" && lost) passed.focus({ preventScroll: true });
  });

  if ("popover" in HTMLElement.prototype) {
    one("main").append(card);
    one("main").addEventListener("click", (event) => {
      const link = event.target.closest("a.here");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      passed = link;
      title.textContent = said.link.replace("{heading}", link.textContent);
      field.value = plain() + link.hash;
      told.textContent = "";
      all("a.here").forEach((other) => { other.style.anchorName = other === link ? "--passed" : ""; });
      history.replaceState(history.state, "", link.hash);
      card.showPopover({ source: link });
      card.focus({ preventScroll: true });
    });
  }

  /* ---- What a reader wants to tell: as they wrote it ---- */

  const message = one(".clear textarea");
  if (message) {
    const written = element("span", { role: "status" });
    const copyMessage = one("[data-copy-message]");
    copyMessage.after(written);
    copyMessage.addEventListener("click", () => copy(message.value, written, message));
    const mail = one(".clear a[href^='mailto:']");
    mail?.addEventListener("click", () => {
      mail.href = mail.href.replace(/body=.*$/, () => `body=${encodeURIComponent(message.value.replace(/\n/g, "\r\n"))}`);
    });
  }
})();
