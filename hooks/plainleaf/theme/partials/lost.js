/*
 * 404.html is shown at any address, also of a copy that stands at another path than the original. Its
 * links are written for the original; this finds where the site begins here and fixes them.
 */
(function (own) {
  "use strict";

  const address = own.address; // of the original, or empty
  const built = own.built; // where its links begin, with a slash at the end
  const known = own.known; // what stands at the top of the site

  function fix(root) {
    const fixed = (word) => (/^\/(?!\/)/.test(word) && word.startsWith(built) ? root + word.slice(built.length) : word);
    if (root !== built) {
      document.querySelectorAll("body *").forEach((element) => {
        Array.from(element.attributes).forEach((one) => {
          const value = one.value.split(" ").map(fixed).join(" ");
          if (value !== one.value) element.setAttribute(one.name, value);
        });
      });
    }
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = `${root}assets/css/plainleaf.css`;
    document.head.append(style);
    const script = document.createElement("script");
    script.src = `${root}assets/js/plainleaf.js`;
    document.body.append(script);
  }

  // The part of a path before the first folder or file that the site has at its top.
  function above(path) {
    const parts = path.split("/");
    const at = parts.findIndex((part, index) => index && known.includes(part));
    return at < 0 ? "" : `${parts.slice(0, at).join("/")}/`;
  }

  // From the folder of this address upwards, ask which is the site's.
  async function ask() {
    const parts = location.pathname.split("/").slice(0, -1);
    for (; parts.length > 1; parts.pop()) {
      const root = `${parts.join("/")}/`;
      const answer = await fetch(`${root}edition.json`, { method: "HEAD" }).catch(() => null);
      if (answer && answer.ok) return root;
    }
    return "/";
  }

  const from = document.referrer.startsWith(`${location.origin}/`) ? new URL(document.referrer).pathname : "";
  const here = address.startsWith(`${location.origin}/`) ? built : above(location.pathname) || above(from);
  if (here) fix(here);
  else ask().then(fix);
})(JSON.parse(document.getElementById("own").textContent));
