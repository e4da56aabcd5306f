"""Firefox and WebKitGTK as tests drive them: what both can do, in one form.

Firefox speaks WebDriver BiDi by itself, WebKitGTK by Debian's driver; neither needs a program that
no Debian package brings. Keys and the mouse go the way that a reader's go. WebKitGTK has no mode
without windows, so it gets a screen that nobody sees.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

import websocket

_Found = TypeVar("_Found")
PATIENCE: Final = 30.0
"""Seconds until what must come has to be there; the machine may be busy."""
KEYS: Final = {"Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c", "ArrowDown": "\ue015"}
MINI_BROWSER: Final = "webkit2gtk-4.1/MiniBrowser"
_PREFERENCES: Final = {
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "ui.prefersReducedMotion": 1,
}
# In the middle of what is seen: there a click meets it, whatever lies at the edges.
_MIDDLE = """const [css, words] = given;
const part = [...document.querySelectorAll(css)].find(
  (one) => one.checkVisibility() && one.textContent.includes(words));
if (!part) return null;
part.scrollIntoView({ block: "center", behavior: "instant" });
const { x, y, width, height } = part.getClientRects()[0];
const place = [Math.round(x + width / 2), Math.round(y + height / 2)];
return part.contains(document.elementFromPoint(...place)) ? place : null;"""


class Wire(Protocol):
    """What an engine itself has to bring."""

    name: str
    version: str

    def go(self, address: str) -> None:
        """Open a page and wait until it is there."""

    def resize(self, width: int, height: int) -> None:
        """Give pages a width and height, in CSS pixels, as near as the engine can."""

    def run(self, body: str, given: object) -> Any:
        """Run the body of a function of `given` in the page; returns what it returns, as JSON."""

    def act(self, kind: str, actions: Sequence[dict[str, object]]) -> None:
        """Perform the actions of a `key` or a `pointer`, as WebDriver has them."""

    def complaints(self) -> list[str]:
        """What the console has said since the last time: errors and breaches of the policy."""


class Engine:
    """A browser with one page in it."""

    def __init__(self, wire: Wire) -> None:
        """Drive an engine that runs."""
        self.wire = wire

    def js(self, expression: str, given: object = None) -> Any:
        """The value of an expression in the page."""
        return self.wire.run(f"return {expression};", given)

    def wait(self, expression: str, given: object = None) -> None:
        """Wait until an expression is true in the page.

        Raises:
            AssertionError: when it has not become so.
        """
        end = time.monotonic() + PATIENCE
        while not self.js(expression, given):
            assert time.monotonic() < end, f"{self.wire.name}: never true: {expression} ({given})"
            time.sleep(0.05)

    def sees(self, part: str) -> None:
        """Wait until a part, by its CSS selector, is seen."""
        self.wait(
            "[...document.querySelectorAll(given)].some((one) => one.checkVisibility())", part
        )

    def misses(self, part: str) -> None:
        """Wait until no part of a CSS selector is seen."""
        self.wait(
            "[...document.querySelectorAll(given)].every((one) => !one.checkVisibility())", part
        )

    def has_focus(self, part: str) -> None:
        """Wait until a part has the focus."""
        self.wait("document.activeElement.matches(given)", part)

    def click(self, part: str, words: str = "") -> None:
        """Press the mouse on the first part of a CSS selector that is seen and has these words."""
        self.sees(part)
        # Pictures that come late move what stands below them: it has stood still between two looks.
        places = [self.wire.run(_MIDDLE, [part, words])]
        end = time.monotonic() + PATIENCE
        while len(places) < 2 or places[-1] is None or places[-1] != places[-2]:
            assert time.monotonic() < end, f"{self.wire.name}: nothing to click: {part} {words}"
            time.sleep(0.1)
            places.append(self.wire.run(_MIDDLE, [part, words]))
        x, y = places[-1]
        down, up = ({"type": f"pointer{way}", "button": 0} for way in ("Down", "Up"))
        self.wire.act("pointer", [{"type": "pointerMove", "x": x, "y": y}, down, up])

    def press(self, *keys: str) -> None:
        """Press keys one after another, by the names of KEYS or as a text to type."""
        for key in keys:
            written = [KEYS[key]] if key in KEYS else [*key]
            self.wire.act(
                "key",
                [{"type": f"key{way}", "value": one} for one in written for way in ("Down", "Up")],
            )


class _Firefox:
    name = "Firefox"

    def __init__(self, session: websocket.WebSocket) -> None:
        self._session = session
        self._count = 0
        self._said: list[str] = []
        made = self._ask("session.new", capabilities={})
        self.version = made["capabilities"]["browserVersion"]
        self._ask("session.subscribe", events=["log.entryAdded"])
        self._page = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def _ask(self, method: str, **params: object) -> Any:
        self._count += 1
        self._session.send(json.dumps({"id": self._count, "method": method, "params": params}))
        while True:
            message = json.loads(self._session.recv())
            if message.get("id") == self._count:
                if message["type"] == "error":
                    raise AssertionError(f"Firefox: {method}: {message['message']}")
                return message["result"]
            if message.get("method") == "log.entryAdded":
                entry = message["params"]
                if entry["level"] == "error":
                    self._said.append(str(entry["text"]))

    def go(self, address: str) -> None:
        self._ask("browsingContext.navigate", context=self._page, url=address, wait="complete")

    def resize(self, width: int, height: int) -> None:
        size = {"width": width, "height": height}
        self._ask("browsingContext.setViewport", context=self._page, viewport=size)

    def run(self, body: str, given: object) -> Any:
        function = f"async (text) => {{ const given = JSON.parse(text); {body} }}"
        # An object that came as one would have its own form; a text is a text.
        done = self._ask(
            "script.evaluate",
            expression=f"({function})({json.dumps(json.dumps(given))})"
            ".then((value) => JSON.stringify(value ?? null))",
            target={"context": self._page},
            awaitPromise=True,
        )
        assert done["type"] == "success", f"Firefox: {body}: {done['exceptionDetails']['text']}"
        return json.loads(done["result"]["value"])

    def act(self, kind: str, actions: Sequence[dict[str, object]]) -> None:
        source = {"type": kind, "id": kind, "actions": list(actions)}
        self._ask("input.performActions", context=self._page, actions=[source])

    def complaints(self) -> list[str]:
        self.run("return 0;", None)  # what was said before has come with the answer
        said, self._said = self._said, []
        return said


class _WebKit:
    name = "WebKitGTK"

    def __init__(self, driver: str, program: Path, console: Path) -> None:
        self._driver = driver
        self._console = console
        self._read = 0
        options = {
            "binary": str(program),
            "args": ["--automation", "--enable-write-console-messages-to-stdout=1"],
        }
        asked = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        made = self._ask("POST", "/session", asked)
        self.version = made["capabilities"]["browserVersion"]
        self._driver += f"/session/{made['sessionId']}"

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self._driver + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(f"WebKitGTK: {path}: {error.read().decode()}") from None

    def go(self, address: str) -> None:
        self._ask("POST", "/url", {"url": address})

    def resize(self, width: int, height: int) -> None:
        self._ask("POST", "/window/rect", {"width": width, "height": height})

    def run(self, body: str, given: object) -> Any:
        script = f"const given = arguments[0]; {body}"
        return self._ask("POST", "/execute/sync", {"script": script, "args": [given]})

    def act(self, kind: str, actions: Sequence[dict[str, object]]) -> None:
        source = {"type": kind, "id": kind, "actions": list(actions)}
        self._ask("POST", "/actions", {"actions": [source]})

    def complaints(self) -> list[str]:
        said = self._console.read_text(encoding="utf-8", errors="replace")[self._read :]
        self._read += len(said)
        return [line for line in said.splitlines() if re.match(r"CONSOLE \S+ (\S+ )?ERROR", line)]


@contextmanager
def firefox(home: Path) -> Iterator[Engine]:
    """Run Firefox without its windows, with a new profile in an empty folder."""
    settings = (f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in _PREFERENCES.items())
    (home / "user.js").write_text("".join(settings), encoding="utf-8")
    log = home / "log"
    command = ["firefox-esr", "--headless", "--no-remote", "--profile", str(home)]
    with _running([*command, "--remote-debugging-port=0", "about:blank"], log, {}):
        found = _come(lambda: re.search(r"BiDi listening on (ws://\S+)", log.read_text()), log)
        with closing(
            websocket.create_connection(f"{found[1]}/session", timeout=120, suppress_origin=True)
        ) as session:
            yield Engine(_Firefox(session))


@contextmanager
def webkit(home: Path) -> Iterator[Engine]:
    """Run WebKitGTK on a screen of its own, with what it writes in an empty folder."""
    program = next(Path("/usr/lib").glob(f"*/{MINI_BROWSER}"))
    screen, log = home / "screen", home / "log"
    shown = ["Xvfb", "-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with _running(shown, screen, {}):
        display = _come(lambda: re.search(r"^(\d+)$", screen.read_text(), re.MULTILINE), screen)
        # Lines come as they are written, not when a buffer is full.
        command = ["stdbuf", "-oL", "WebKitWebDriver", "--host=127.0.0.1", f"--port={port}"]
        env = {"DISPLAY": f":{display[1]}", "HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
        with _running(command, log, env):
            _come(lambda: _listens(port), log)
            yield Engine(_WebKit(f"http://127.0.0.1:{port}", program, log))


def missing() -> list[str]:
    """The programs that are not here, as Debian names their packages."""
    packages = {
        "firefox-esr": "firefox-esr",
        "WebKitWebDriver": "webkit2gtk-driver",
        "Xvfb": "xvfb",
    }
    return [package for program, package in packages.items() if not shutil.which(program)]


@contextmanager
def _running(command: list[str], log: Path, env: dict[str, str]) -> Iterator[None]:
    """Run a program with all that it starts, and end all of them."""
    with log.open("wb") as written:
        process = subprocess.Popen(
            command,
            env={**os.environ, **env},
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _come(look: Callable[[], _Found | None], log: Path) -> _Found:
    end = time.monotonic() + 2 * PATIENCE
    while not (found := look()):
        assert time.monotonic() < end, f"It did not start:\n{log.read_text(errors='replace')}"
        time.sleep(0.1)
    return found


def _listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0
