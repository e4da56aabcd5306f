/*
 * Figures: one view at a time, a stack that scrolls, marks that can be turned off, an enlarged view.
 * Everything here is an extra: without it every view, mark and finding stands on the page.
 */
(function () {
  "use strict";

  const our = /* our.viewer */ {};
  const fill = (text, parts) => text.replace(/\{(\w+)\}/g, (_, name) => parts[name]);

  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const here = document.currentScript.src;

  let made = 0;

  function element(name, attributes = {}, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  }

  all(".prose .fig").forEach(enhance);

  function enhance(figure) {
    const frames = all(".view", figure);
    const names = [...new Set(frames.map((frame) => frame.dataset.view || ""))];
    const slices = frames.filter((frame) => (frame.dataset.view || "") === names[0]).length;
    const marked = one(".mark", figure) !== null;
    const area = one(".fig-a", figure);
    const status = element("p", { class: "vh", "aria-live": "polite" }); // a role would be heard while it is empty
    const id = `fig-${made += 1}`;
    const both = element("input", { type: "checkbox" }); // two windows side by side, turned together
    const state = { view: names[0], slice: Number(figure.dataset.first || 1) };

    area.append(status);

    /* ---- Which view is shown ---- */

    function frameAt(view, slice) {
      return frames.find((frame) =>
        (frame.dataset.view || "") === view && (slices === 1 || Number(frame.dataset.slice) === slice));
    }

    function show(change, said) {
      Object.assign(state, change);
      state.slice = Math.min(Math.max(state.slice, 1), slices);
      const shown = frameAt(state.view, state.slice);
      const beside = (frame) => both.checked && (slices === 1 || Number(frame.dataset.slice) === state.slice);
      frames.forEach((frame) => frame.classList.toggle("off", frame !== shown && !beside(frame)));
      all(".seg input", area).forEach((input) => { input.checked = input.value === state.view; });
      if (slices > 1) turnTo(state.slice);
      if (said) status.textContent = said;
      return shown;
    }

    const words = () => fill(our.slice, { slice: state.slice, slices });

    /* ---- The bar: views, marks, enlarge ---- */

    const bar = element("div", { class: "bar" });
    if (names.length > 1) {
      const group = element("fieldset", { class: "seg" }, element("legend", { class: "vh" }, figure.dataset.views || our.view));
      names.forEach((name) => {
        const input = element("input", { type: "radio", name: id, value: name });
        input.addEventListener("change", () => show({ view: name }));
        group.append(element("label", {}, input, element("span", {}, name)));
      });
      bar.append(group);
    }
    if (names.length === 2) {
      both.addEventListener("change", () => {
        figure.classList.toggle("is-both", both.checked);
        show({});
      });
      bar.append(element("label", { class: "chk both" }, both, element("span", {}, our.both)));
    }
    if (marked) {
      const box = element("input", { type: "checkbox" });
      box.checked = true;
      box.addEventListener("change", () => figure.classList.toggle("marks-off", !box.checked));
      bar.append(element("label", { class: "chk" }, box, our.marks));
      const wipe = element("input", { type: "range", min: 0, max: 100, value: 100, "aria-label": `${our.unmarked}, ${our.marked}` });
      wipe.addEventListener("input", () => {
        figure.classList.toggle("is-wiped", wipe.value !== "100");
        figure.style.setProperty("--bare", `${100 - wipe.value}%`);
        if (!box.checked) box.click();
      });
      bar.append(element("label", { class: "wipe" }, our.unmarked, wipe, our.marked));
    }
    const enlarge = element("button", { type: "button", class: "tool" }, our.enlarge);
    enlarge.addEventListener("click", () => enlarged(figure, frameAt(state.view, state.slice), enlarge));
    bar.append(enlarge);
    area.prepend(bar);

    /* ---- The stack: slider, buttons, wheel, arrow keys, touch ---- */

    let turnTo = () => {};
    if (slices > 1) {
      figure.classList.add("is-stack");
      const slider = element("input", { type: "range", min: 1, max: slices, step: 1, "aria-label": our.stack });
      const told = element("output", { "aria-live": "off" });
      const back = element("button", { type: "button", "aria-label": our.previous }, "–");
      const on = element("button", { type: "button", "aria-label": our.next }, "+");
      area.insertBefore(element("div", { class: "stack" }, back, slider, on, told), status);
      turnTo = (slice) => {
        slider.value = slice;
        slider.setAttribute("aria-valuetext", words());
        told.textContent = words();
        back.disabled = slice === 1;
        on.disabled = slice === slices;
      };
      const turn = (by) => {
        const before = state.slice;
        show({ slice: before + by });
        status.textContent = words();
        return state.slice !== before;
      };
      // The neighbors are wanted as soon as a reader begins to turn.
      const load = () => all("img[loading]", area).forEach((image) => { image.loading = "eager"; });
      area.addEventListener("pointerenter", load, { once: true });
      area.addEventListener("focusin", load, { once: true });
      slider.addEventListener("input", () => show({ slice: Number(slider.value) }));
      back.addEventListener("click", () => turn(-1));
      on.addEventListener("click", () => turn(1));
      listenToWheel(area, turn);
      listenToTouch(area, turn);
      const steps = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1, PageUp: -5, PageDown: 5, Home: -slices, End: slices };
      all(".stage", area).forEach((stage) => { stage.tabIndex = -1; });
      area.addEventListener("keydown", (event) => {
        if (!(event.key in steps) || !event.target.closest(".stage")) return;
        event.preventDefault();
        turn(steps[event.key]);
        one(".view:not(.off) .stage", area).focus({ preventScroll: true });
      });
    }

    /* ---- A finding and its marks light each other up ---- */

    let held = "";

    function light(finding) {
      all("[data-finding]", figure).forEach((part) => {
        part.classList.toggle("lit", part.dataset.finding === finding);
      });
    }

    const finding = (event) => event.target.closest?.("[data-finding]")?.dataset.finding;
    for (const type of ["pointerover", "focusin"]) {
      figure.addEventListener(type, (event) => light(finding(event) || held));
    }
    for (const type of ["pointerleave", "focusout"]) figure.addEventListener(type, () => light(held));

    function hold(name) {
      held = name;
      light(name);
    }

    /* The number of a finding shows its mark, on whatever view or slice it is. */
    function find(name) {
      const has = (frame) => frame && one(`.mark[data-finding="${name}"]`, frame);
      const shown = frameAt(state.view, state.slice);
      if (has(shown)) return shown;
      const best = frames.filter((frame) => frame.classList.contains("on-sheet")).find(has) || frames.find(has);
      return best && show({ view: best.dataset.view || "", slice: Number(best.dataset.slice || 1) });
    }

    figure.addEventListener("click", (event) => {
      const link = event.target.closest("a.no, a.mark");
      if (!link) {
        if (!event.target.closest("[data-finding]")) hold("");
        return;
      }
      event.preventDefault();
      const name = finding(event);
      const line = one(`.legend [data-finding="${name}"]`, figure);
      if (link.matches(".no")) {
        const box = one(".marks-off .chk input") ? one(".chk input", bar) : null;
        if (box && !box.checked) box.click();
        const frame = find(name);
        if (!frame) return;
        const label = one(`.mark[data-finding="${name}"]`, frame).getAttribute("aria-label");
        status.textContent = `${nameOf(figure, frame)}: ${label}`;
        frame.scrollIntoView({ block: "nearest" });
      } else {
        status.textContent = line.textContent.replace((/* our.figure.show */ "").trim(), "");
        line.scrollIntoView({ block: "nearest" });
      }
      hold(name);
    });

    if (frames.length > 1) show({});
    figure.classList.add("live");
  }

  function listenToWheel(area, turn) {
    // Only a reader whose pointer moved onto the picture means it; whoever scrolls past does not.
    let meant = false;
    let far = 0;
    area.addEventListener("pointermove", (event) => { if (event.movementX || event.movementY) meant = true; });
    area.addEventListener("pointerleave", () => { meant = false; });
    addEventListener("scroll", () => { meant = false; }, { passive: true });
    area.addEventListener("wheel", (event) => {
      if (!meant || event.ctrlKey || !event.target.closest(".stage")) return;
      far += event.deltaMode === 0 ? event.deltaY : event.deltaY * 40;
      if (Math.abs(far) < 30) { event.preventDefault(); return; }
      // At either end of the stack the page scrolls on.
      if (turn(far > 0 ? 1 : -1)) event.preventDefault();
      far = 0;
    }, { passive: false });
  }

  function listenToTouch(area, turn) {
    let from = null;
    area.addEventListener("pointerdown", (event) => {
      if (event.pointerType !== "mouse" && event.target.closest(".stage")) from = event.clientX;
    });
    area.addEventListener("pointermove", (event) => {
      if (from === null) return;
      const steps = Math.trunc((event.clientX - from) / 14);
      if (!steps) return;
      turn(steps);
      from += steps * 14;
    });
    for (const type of ["pointerup", "pointercancel", "pointerleave"]) area.addEventListener(type, () => { from = null; });
  }

  /* ---- Enlarged: GLightbox, fetched when somebody asks for it ---- */

  let loading = null;

  function lightbox() {
    loading = loading || new Promise((resolve) => {
      document.head.append(element("link", { rel: "stylesheet", href: new URL("../stylesheets/glightbox.min.css", here).href }));
      const script = element("script", { src: new URL("../javascripts/glightbox.min.js", here).href });
      script.addEventListener("load", () => resolve(window.GLightbox));
      script.addEventListener("error", () => {
        loading = null;  // the next press tries again
        resolve(null);
      });
      document.head.append(script);
    });
    return loading;
  }

  /* A page may have several pictures: each has the name of the heading above it, and of its view. */
  function nameOf(figure, frame) {
    const heading = all("main :is(h2, h3)").filter((one) => one.compareDocumentPosition(figure) & 4).pop();
    return [heading?.textContent, frame.getAttribute("aria-label")].filter(Boolean).join(": ") || our.picture;
  }

  function enlarged(figure, frame, opener) {
    const big = element("div", { class: `big ${figure.classList.contains("fig-real") ? "fig-real" : ""} ${figure.classList.contains("fig-bare") ? "fig-bare" : ""}` });
    const name = nameOf(figure, frame);
    const stage = one(".stage", frame).cloneNode(true);
    all("a.mark", stage).forEach((mark) => { mark.removeAttribute("href"); mark.classList.remove("lit"); mark.setAttribute("role", "img"); });
    all("img", stage).forEach((image) => { image.loading = "eager"; });
    stage.removeAttribute("tabindex");
    const area = element("div", { class: "big-a", tabindex: 0, role: "region", "aria-label": fill(our.enlarged, { name }) }, stage);
    const bar = element("div", { class: "bar" }, element("b", {}, name));
    const off = figure.classList.contains("marks-off");
    big.classList.toggle("marks-off", off);
    if (one(".mark", stage)) {
      const box = element("input", { type: "checkbox" });
      box.checked = !off;
      box.addEventListener("change", () => big.classList.toggle("marks-off", !box.checked));
      bar.append(element("label", { class: "chk" }, box, our.marks));
    }
    const smaller = element("button", { type: "button", "aria-label": our.smaller }, "–");
    const larger = element("button", { type: "button", "aria-label": our.larger }, "+");
    const zoom = (to) => {
      const middle = [(area.scrollLeft + area.clientWidth / 2) / area.scrollWidth, (area.scrollTop + area.clientHeight / 2) / area.scrollHeight];
      big.dataset.zoom = Math.min(Math.max(to, 1), 4);
      smaller.disabled = big.dataset.zoom === "1";
      larger.disabled = big.dataset.zoom === "4";
      area.scrollTo(middle[0] * area.scrollWidth - area.clientWidth / 2, middle[1] * area.scrollHeight - area.clientHeight / 2);
    };
    smaller.addEventListener("click", () => zoom(Number(big.dataset.zoom) - 1));
    larger.addEventListener("click", () => zoom(Number(big.dataset.zoom) + 1));
    bar.append(smaller, larger);
    big.append(bar, area);
    zoom(1);

    lightbox().then((GLightbox) => {
      // Not there, or pressed twice while it came.
      if (!GLightbox || one("#glightbox-body")) return;
      const box = GLightbox({
        elements: [{ content: big, width: "100vw", height: "100vh" }],
        skin: "clean plainleaf",
        openEffect: "none", closeEffect: "none", slideEffect: "none",
        keyboardNavigation: false, touchNavigation: false, draggable: false, zoomable: false, closeOnOutsideClick: false,
      });
      const keys = (event) => {
        if (event.key === "Escape") box.close();
        if (event.key === "Tab") trap(event);
      };
      box.on("open", () => {
        const dialog = one("#glightbox-body");
        dialog.setAttribute("aria-modal", "true");
        dialog.setAttribute("aria-label", fill(our.enlarged, { name }));
        all(".gslide-description, .gnext, .gprev", dialog).forEach((part) => part.remove());
        // As large as fits: the picture's height decides on wide screens.
        const size = one(".over", stage).viewBox.baseVal;
        big.style.setProperty("--fit", `calc((100vh - 4rem) * ${size.width / size.height})`);
        addEventListener("keydown", keys, true);
        one(".gclose", dialog).focus();
      });
      box.on("close", () => {
        removeEventListener("keydown", keys, true);
        // GLightbox leaves the focus nowhere.
        setTimeout(() => opener.focus(), 0);
      });
      box.open();
    });
  }

  function trap(event) {
    const stops = all("#glightbox-body :is(button, input, [tabindex='0'])").filter((part) => !part.disabled && part.checkVisibility());
    const index = stops.indexOf(document.activeElement);
    const next = stops[(index + (event.shiftKey ? -1 : 1) + stops.length) % stops.length];
    event.preventDefault();
    event.stopImmediatePropagation();
    next?.focus();
  }
})();
