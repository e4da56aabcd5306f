/*
 * A case: the learner marks what there is to find before it is shown, and is told then how far off each
 * mark was and what is there. By click, tap, or the arrow keys on a grid. Hints come one at a time. All
 * that is told is read from the marks of the figure itself; without this script nothing is missing.
 * case.js has made its two buttons and fetches it when one of them is pressed.
 */
(function () {
  "use strict";

  const our = /* our.marking */ {};
  const fill = (text, parts) => text.replace(/\{(\w+)\}/g, (_, name) => parts[name]);
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const SVG = "http://www.w3.org/2000/svg";
  const GRID = 20;
  const NEAR = 0.05; // of the picture's width: such a mark means the finding

  const place = `marks ${location.pathname}`;
  let kept = read();

  function read() {
    try {
      return Object(JSON.parse(localStorage.getItem(place)));
    } catch (error) {
      return {};
    }
  }

  function keep() {
    try {
      localStorage.setItem(place, JSON.stringify(kept));
    } catch (error) {
      // They are then gone at the next visit.
    }
    document.dispatchEvent(new CustomEvent("marks", { detail: count() }));
  }

  const count = () => Object.values(kept).reduce((sum, marks) => sum + (Array.isArray(marks) ? marks.length : 0), 0);

  const sizeOf = (svg) => svg.viewBox.baseVal;
  const viewOf = (frame) => `${frame.dataset.view || ""}|${frame.dataset.slice || ""}`;

  /* ---- Where a finding lies, in the units of its picture ---- */

  const numbers = (text) => (text.match(/-?\d+(\.\d+)?/g) || []).map(Number);

  function shapeOf(mark) {
    const chip = one("circle", mark);
    const line = one(".line", mark);
    const tip = one(".tip", mark);
    if (tip) return { points: [numbers(tip.getAttribute("d")).slice(0, 2)], closed: false };
    if (line) {
      const read = numbers(line.getAttribute("d"));
      const points = [];
      for (let at = 0; at + 1 < read.length; at += 2) points.push([read[at], read[at + 1]]);
      return { points, closed: true };
    }
    return { points: [[Number(chip.getAttribute("cx")), Number(chip.getAttribute("cy"))]], closed: false };
  }

  function inside([x, y], points) {
    let odd = false;
    points.forEach(([ax, ay], index) => {
      const [bx, by] = points[(index + points.length - 1) % points.length];
      if ((ay > y) !== (by > y) && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
    });
    return odd;
  }

  function toSegment([x, y], [ax, ay], [bx, by]) {
    const long = (bx - ax) ** 2 + (by - ay) ** 2;
    const at = long ? Math.min(Math.max(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / long, 0), 1) : 0;
    return Math.hypot(x - ax - at * (bx - ax), y - ay - at * (by - ay));
  }

  function distance(point, { points, closed }) {
    if (closed && inside(point, points)) return 0;
    return Math.min(...points.map((to, index) => toSegment(point, to, points[(index + 1) % points.length])));
  }

  /* The marks of the answer on the same view, else on the first that has some. */
  function answersFor(figure, view) {
    const frames = all(".view", figure).filter((frame) => one(".mark", frame));
    const frame = frames.find((frame) => viewOf(frame) === view)
      || frames.find((frame) => (frame.dataset.slice || "") === view.split("|")[1]) || frames[0];
    if (!frame) return { found: [], width: 1 };
    const found = all(".mark", frame).map((mark) => ({
      name: mark.getAttribute("aria-label").replace(/^\d+:\s*/, ""), finding: mark.dataset.finding, shape: shapeOf(mark),
    }));
    return { found, size: sizeOf(one(".over", frame)) };
  }

  /* ---- One figure to read ---- */

  all(".prose .fig-bare").forEach((figure) => {
    const answer = document.getElementById(figure.id.replace(/^read-/, "figure-"));
    if (!answer || !one(".mark", answer)) return;
    const marks = () => (kept[figure.id] = Array.isArray(kept[figure.id]) ? kept[figure.id] : []);
    const status = document.createElement("p");
    status.className = "marking-s";
    status.setAttribute("role", "status");
    const hints = document.createElement("ol");
    hints.className = "hints";
    let at = [GRID / 2, GRID / 2];

    const [start, hint] = all(".marking .tool", figure);
    start.addEventListener("click", () => begin(!figure.classList.contains("is-marking")));
    hint.addEventListener("click", nextHint);
    start.setAttribute("aria-pressed", "false");
    const undo = document.createElement("button");
    undo.type = "button";
    undo.className = "tool";
    undo.textContent = our.undo;
    undo.addEventListener("click", () => { marks().pop(); keep(); draw(); status.textContent = fill(our.count, { count: marks().length }); });
    start.after(undo);
    one(".marking", figure).after(status, hints);

    function begin(on) {
      figure.classList.toggle("is-marking", on);
      start.setAttribute("aria-pressed", String(on));
      start.textContent = on ? our.stop : our.start;
      status.textContent = on ? our.how : "";
      pads.forEach((pad) => { pad.tabIndex = on ? 0 : -1; pad.setAttribute("aria-hidden", String(!on)); });
      if (on) pads.find((pad) => pad.checkVisibility())?.focus({ preventScroll: true });
    }

    function put(frame, x, y) {
      marks().push({ view: viewOf(frame), x, y });
      keep();
      draw();
      status.textContent = fill(our.put, { number: marks().length, column: Math.floor(x * GRID) + 1, row: Math.floor(y * GRID) + 1, grid: GRID });
    }

    const pads = all(".view", figure).map((frame) => {
      const pad = document.createElementNS(SVG, "svg");
      const { width, height } = sizeOf(one(".over", frame));
      pad.setAttribute("viewBox", `0 0 ${width} ${height}`);
      pad.setAttribute("class", "pad");
      pad.setAttribute("role", "application");
      pad.setAttribute("aria-label", our.pad);
      pad.setAttribute("aria-hidden", "true");
      pad.tabIndex = -1;
      one(".stage", frame).append(pad);
      pad.addEventListener("click", (event) => {
        const box = pad.getBoundingClientRect();
        put(frame, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
      });
      const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
      pad.addEventListener("keydown", (event) => {
        if (event.key in steps) {
          at = at.map((value, axis) => Math.min(Math.max(value + steps[event.key][axis], 0), GRID - 1));
          status.textContent = fill(our.at, { column: at[0] + 1, row: at[1] + 1, grid: GRID });
          draw();
        } else if (event.key === "Enter" || event.key === " ") {
          put(frame, (at[0] + 0.5) / GRID, (at[1] + 0.5) / GRID);
        } else if (event.key === "Escape") {
          begin(false);
          start.focus();
        } else return;
        event.preventDefault();
        event.stopPropagation();
      });
      for (const type of ["focus", "blur"]) pad.addEventListener(type, draw);
      return pad;
    });

    function draw() {
      pads.forEach((pad, index) => {
        const frame = all(".view", figure)[index];
        const { width, height } = sizeOf(pad);
        pad.replaceChildren();
        if (document.activeElement === pad && figure.classList.contains("is-marking")) {
          pad.append(shape("rect", "cursor", { x: at[0] * width / GRID, y: at[1] * height / GRID, width: width / GRID, height: height / GRID }));
        }
        drawPins(pad, marks(), viewOf(frame), width, height);
      });
      undo.disabled = marks().length === 0;
    }

    /* ---- Hints: how many, then in which part, one finding after the other ---- */

    let given = 0;

    /* Each finding once, in the view that is open where it is marked there, else in the first that marks it. */
    function toFind() {
      const open = viewOf(all(".view", figure).find((frame) => frame.checkVisibility()) || one(".view", figure));
      const frames = all(".view", answer).sort((a, b) => (viewOf(b) === open) - (viewOf(a) === open));
      const places = frames.flatMap((frame) => all(".mark", frame).map((mark) => ({
        finding: mark.dataset.finding, shape: shapeOf(mark), size: sizeOf(one(".over", frame)),
        view: viewOf(frame) === open ? "" : frame.getAttribute("aria-label"),
      })));
      return places.filter((place, index) => places.findIndex((other) => other.finding === place.finding) === index);
    }

    function nextHint() {
      const places = toFind();
      const said = [fill(places.length === 1 ? our.one_finding : our.findings, { count: places.length }), ...places.map(where)];
      if (given >= said.length) return;
      const line = document.createElement("li");
      line.textContent = said[given];
      hints.append(line);
      given += 1;
      status.textContent = line.textContent;
      hint.disabled = given >= said.length;
    }

    function where({ shape: { points }, size, view }) {
      const middle = [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length);
      const down = our.down.split("|")[Math.min(Math.floor((middle[1] / size.height) * 3), 2)];
      const across = our.across.split("|")[Math.min(Math.floor((middle[0] / size.width) * 3), 2)];
      return fill(view ? our.look_in : our.look, { view, down, across });
    }

    /* ---- What is told once the findings are shown ---- */

    function tell() {
      one(".told", answer)?.remove();
      all(".pins", answer).forEach((pins) => pins.remove());
      if (!marks().length || answer.closest(".later") || answer.classList.contains("later")) return;
      const told = document.createElement("div");
      told.className = "told";
      const title = document.createElement("p");
      title.className = "told-t";
      title.textContent = our.told;
      const list = document.createElement("ol");
      const met = new Set();
      marks().forEach((mark) => {
        const { found, size } = answersFor(answer, mark.view);
        if (!found.length) return;
        const point = [mark.x * size.width, mark.y * size.height];
        const by = found.map((part) => ({ ...part, off: distance(point, part.shape) / size.width })).sort((a, b) => a.off - b.off)[0];
        const line = document.createElement("li");
        if (by.off <= NEAR) met.add(by.finding);
        line.textContent = by.off === 0 ? fill(our.hit, { name: by.name })
          : fill(by.off <= NEAR ? our.near : our.away, { name: by.name, off: Math.max(1, Math.round(by.off * 100)) });
        list.append(line);
      });
      told.append(title, list);
      const missed = all(".legend [data-finding]", answer).filter((line) => !met.has(line.dataset.finding) && one(`.mark[data-finding="${line.dataset.finding}"]`, answer));
      if (missed.length) {
        const rest = document.createElement("p");
        rest.textContent = fill(our.missed, { numbers: missed.map((line) => line.value).join(", ") });
        told.append(rest);
      }
      one("figcaption", answer).prepend(told);
      all(".view", answer).forEach((frame) => {
        const pins = document.createElementNS(SVG, "svg");
        const { width, height } = sizeOf(one(".over", frame));
        pins.setAttribute("viewBox", `0 0 ${width} ${height}`);
        pins.setAttribute("class", "pins");
        pins.setAttribute("aria-hidden", "true");
        drawPins(pins, marks(), viewOf(frame), width, height);
        one(".stage", frame).append(pins);
      });
    }

    document.addEventListener("case-shown", tell);
    document.addEventListener("case-again", () => {
      kept = {};
      given = 0;
      hints.replaceChildren();
      hint.disabled = false;
      keep();
      begin(false);
      draw();
      tell();
    });
    draw();
    tell();
  });

  function drawPins(svg, marks, view, width, height) {
    marks.forEach((mark, index) => {
      if (mark.view !== view) return;
      const [x, y, r] = [mark.x * width, mark.y * height, width * 0.028];
      svg.append(shape("path", "pin", { d: `M${x - r} ${y}H${x + r}M${x} ${y - r}V${y + r}` }));
      const text = shape("text", "pin-n", { x: x + r, y: y - r, "font-size": r * 1.6 });
      text.textContent = index + 1;
      svg.append(text);
    });
  }

  function shape(name, css, attributes) {
    const made = document.createElementNS(SVG, name);
    made.setAttribute("class", css);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  keep();
})();
