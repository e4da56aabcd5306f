/*
 * A printed sheet's code leads here with its edition behind the address: says whether that is the
 * current one, an older one or one that was taken back. Fetched only when an address has an edition.
 */
(function () {
  "use strict";

  const our = /* our.sheet_state */ {};
  const state = document.querySelector(".sheet-state");
  const current = new Map(Array.from(state.querySelectorAll("a"), (link) => [link.textContent, link]));

  function element(name, ...children) {
    const made = document.createElement(name);
    made.append(...children);
    return made;
  }

  /* The earlier editions stand in a script of ours, because browsers fetch no data from a folder. */
  const folder = new URL("../../print/earlier/", document.currentScript.src).href;
  const file = new URL(state.dataset.earlier || "", folder).href;
  let earlier = state.dataset.earlier && file.startsWith(folder) ? null : {};
  function withEarlier(then) {
    if (earlier) return then();
    const script = element("script");
    script.src = file;
    script.onload = () => { earlier = window.earlierSheets; then(); };
    script.onerror = then;
    document.head.append(script);
  }

  function printIt(name) {
    const link = Array.from(current.values()).find((one) => one.getAttribute("href").split("/").pop().startsWith(`${name}-`)) || current.values().next().value;
    const way = link.cloneNode();
    way.removeAttribute("id");
    way.textContent = our.print_it.replace("{label}", () => link.nextSibling.textContent.replace(/[(),.]/g, "").trim());
    return element("p", way);
  }

  function say(kind, ...parts) {
    state.dataset.told = kind;
    state.setAttribute("role", "status");
    state.replaceChildren(...parts);
    state.scrollIntoView({ block: "nearest" });
  }

  function tell() {
    const asked = /^#sheet-([a-z0-9]+)$/i.exec(location.hash);
    if (!asked) {
      delete state.dataset.told;
      return;
    }
    const code = asked[1].toLowerCase();
    const withCode = (text) => text.replace("{code}", () => code);
    if (current.has(code)) {
      say("current", element("p", withCode(our.is_current)));
      return;
    }
    withEarlier(() => {
      const known = earlier && Object.hasOwn(earlier, code) ? earlier[code] : null;
      if (!known) {
        say("unknown", element("p", withCode(our.is_unknown)));
      } else if (known.why) {
        say("withdrawn", element("p", element("b", our.is_withdrawn_bold), " ", withCode(our.is_withdrawn).replace("{why}", () => known.why)), printIt(known.name));
      } else {
        const since = known.since.length ? [element("p", our.since), element("ul", ...known.since.map((one) => element("li", one)))] : [];
        say("old", element("p", withCode(our.is_old).replace("{day}", () => known.day)), ...since, printIt(known.name));
      }
    });
  }

  tell();
  addEventListener("hashchange", tell);
})();
